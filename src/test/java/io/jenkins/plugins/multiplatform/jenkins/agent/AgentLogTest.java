package io.jenkins.plugins.multiplatform.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.jenkins.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What an agent's lines cost, and that they come. */
class AgentLogTest {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Controller controller = new Controller();

    @Test
    void linesThatFollowEachOtherAreOneMessage() throws Exception {
        try (AgentLog log = new AgentLog(controller)) {
            log.println("eins");
            log.println("zwölf");
            Await.until("the message", Await.SHORT, () -> !messages.isEmpty());
            assertThat(messages).containsExactly("eins\nzwölf\n");
        }
        assertThat(messages).hasSize(1);
        assertThat(controller.closed).isTrue();
    }

    @Test
    void manyLinesDoNotWait() {
        try (AgentLog log = new AgentLog(controller)) {
            log.println("x".repeat(9000));
            assertThat(messages).hasSize(1);
            log.println("shown at once");
            log.flush();
            assertThat(messages).hasSize(2);
        }
    }

    @Test
    void theLastLinesComeWithTheEndAndNothingAfterIt() {
        AgentLog log = new AgentLog(controller);
        log.println("last");
        log.close();
        log.println("too late");
        log.close();
        assertThat(messages).containsExactly("last\n");
    }

    @Test
    void aConnectionThatEndedDoesNotEndTheWork() {
        controller.broken = true;
        try (AgentLog log = new AgentLog(controller)) {
            log.println("unheard");
            log.flush();
            log.println("unheard too");
        }
        assertThat(messages).isEmpty();
    }

    private final class Controller extends OutputStream {
        private volatile boolean broken;
        private volatile boolean closed;

        @Override
        public void write(int b) {
            messages.add(String.valueOf((char) b));
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (broken) {
                throw new IOException("the channel is closed");
            }
            messages.add(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            closed = true;
            if (broken) {
                throw new IOException("the channel is closed");
            }
        }
    }
}
