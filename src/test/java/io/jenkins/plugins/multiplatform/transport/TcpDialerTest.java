package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

class TcpDialerTest extends DialerTck {
    private int port;

    @Override
    LoopbackServer serve(LoopbackServer.Script script) throws Exception {
        ServerSocketChannel channel = LoopbackServer.tcp();
        port = LoopbackServer.port(channel);
        return new LoopbackServer(LoopbackServer.listener(channel), script);
    }

    @Override
    StreamDialer dialer() {
        return new TcpDialer("127.0.0.1", port);
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        try (ServerSocketChannel channel = LoopbackServer.tcp()) {
            port = LoopbackServer.port(channel);
        }
        assertThatThrownBy(() -> dialer().dial())
                .isInstanceOf(TransportException.class)
                .hasMessage("Tried to connect to tcp://127.0.0.1:" + port + ", but Connection refused.");
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertThatThrownBy(() -> new TcpDialer("no-such-host.invalid", 1234).dial())
                .hasMessage("Tried to connect to tcp://no-such-host.invalid:1234,"
                        + " but the host name \"no-such-host.invalid\" is unknown here.");
    }
}
