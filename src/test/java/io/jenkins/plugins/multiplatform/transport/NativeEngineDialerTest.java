package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine with API 1.53, scripted because no distribution has one: from the third connection on it is HTTP/2's. */
class NativeEngineDialerTest extends DialerTck {
    private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";

    @TempDir
    Path folder;

    @Override
    LoopbackServer serve(LoopbackServer.Script script) throws Exception {
        AtomicInteger connections = new AtomicInteger();
        return LoopbackServer.unix(folder.resolve("s"), connection -> {
            switch (connections.incrementAndGet()) {
                case 1 -> {
                    assertThat(UpgradeDialerTest.request(connection)).startsWith("GET /_ping ");
                    UpgradeDialerTest.write(connection, "HTTP/1.1 200 OK\r\nApi-Version: 1.53\r\n\r\nOK");
                }
                case 2 -> {
                    assertThat(UpgradeDialerTest.request(connection)).isEqualTo("PRI * HTTP/2.0\r\n\r\n");
                    UpgradeDialerTest.write(connection, SETTINGS);
                    drain(connection);
                }
                default -> script.run(connection);
            }
        });
    }

    @Override
    StreamDialer dialer() {
        StreamDialer unix = new UnixDialer(folder.resolve("s"));
        return new DockerEngineDialer(unix, unix);
    }

    @Test
    void isNotAskedForASessionOfItsOwn() throws Exception {
        try (LoopbackServer one = serve(DialerTck::drain)) {
            assertThat(dialer().dialSession(List.of())).isEmpty();
            assertThat(one.accepted())
                    .as("a ping, and a look whether it speaks HTTP/2")
                    .isEqualTo(2);
        }
    }

    @Test
    void isDialledWithoutAnUpgrade() throws Exception {
        try (LoopbackServer one = serve(DialerTck::echo)) {
            StreamDialer dialer = dialer();
            for (int i = 0; i < 2; i++) {
                try (DuplexStream stream = dialer.dial()) {
                    stream.out().write(i);
                    assertThat(stream.in().read()).isEqualTo(i);
                }
            }
            assertThat(one.accepted()).isEqualTo(4);
        }
    }
}
