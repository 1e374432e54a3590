package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixDialerTest extends DialerTck {
    @TempDir
    Path folder;

    @Override
    LoopbackServer serve(LoopbackServer.Script script) throws Exception {
        return LoopbackServer.unix(folder.resolve("s"), script);
    }

    @Override
    StreamDialer dialer() {
        return new UnixDialer(folder.resolve("s"));
    }

    @Test
    void saysThatNoSocketIsThere() {
        assertThatThrownBy(() -> dialer().dial())
                .isInstanceOf(TransportException.class)
                .hasMessage("Tried to connect to unix://" + folder + "/s, but No such file or directory."
                        + " Is the daemon running, and does it listen on this path?");
    }
}
