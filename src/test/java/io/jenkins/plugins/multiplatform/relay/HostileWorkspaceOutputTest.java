package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A workspace's agent that is in other hands: what it can do to a node that sends it an output. */
@Timeout(60)
class HostileWorkspaceOutputTest {
    private static final String LOST = "Lost the connection to agent evil: it ";
    private static final String CURE = ", against the protocol. Do both agents run the same version of the plugin?";

    private final RelayClient client = new RelayClient("agent evil");
    private final RawPeer workspace = new RawPeer(client.sink());

    HostileWorkspaceOutputTest() {
        client.start(workspace);
    }

    @AfterEach
    void endsWithoutATrace() throws Exception {
        client.close();
        Rig.await("threads end", () -> Rig.threadsOf("agent evil").isEmpty());
    }

    private OutputFile begin() throws Exception {
        OutputFile output = ((OutputTarget.File) client.target("file", false)).open();
        Frame request = workspace.next(FrameType.PUSH);
        assertThat(request.id()).isEqualTo(1);
        assertThat(request.payload()).isEqualTo(RawPeer.request(1, "file"));
        return output;
    }

    private static void sendForEver(OutputFile output) throws IOException {
        while (true) {
            output.append(new byte[100_000]);
        }
    }

    /** The link may have ended when this comes back. */
    private void sendGone() {
        try {
            workspace.send(FrameType.GONE, 1);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(RelayException.class);
        }
    }

    @Test
    void anEndBeforeAllIsSentEndsTheLink() throws Exception {
        try (OutputFile output = begin()) {
            workspace.send(FrameType.END, 1);
            assertThatThrownBy(() -> sendForEver(output))
                    .isInstanceOf(RelayException.class)
                    .hasMessage(LOST + "ended an output before it had all of it" + CURE);
        }
    }

    @Test
    void anOutputThatIsGoneEndsTheLink() throws Exception {
        try (OutputFile output = begin()) {
            CompletableFuture<Void> finishing = CompletableFuture.runAsync(() -> {
                try {
                    output.finish();
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            workspace.next(FrameType.END);
            sendGone();
            assertThatThrownBy(finishing::get)
                    .hasCauseInstanceOf(RelayException.class)
                    .cause()
                    .hasMessage(LOST + "sent GONE, which is not for it to send" + CURE);
        }
    }

    @Test
    void contentInAnswerToContentEndsTheLink() throws Exception {
        try (OutputFile output = begin()) {
            String why = LOST + "sent more than it was allowed (request 1)" + CURE;
            assertThatThrownBy(() -> workspace.send(FrameType.DATA, 1, RawPeer.block((byte) 1)))
                    .hasMessage(why);
            assertThatThrownBy(output::finish).hasMessage(why);
        }
    }

    @Test
    void aCreditThatNoHonestOneGivesEndsTheLink() throws Exception {
        try (OutputFile output = begin()) {
            String why = LOST + "gave a credit of 1048576 bytes in addition to 65536, where 1048576 are allowed" + CURE;
            assertThatThrownBy(() -> workspace.send(Frame.credit(1, 1 << 20))).hasMessage(why);
            assertThatThrownBy(() -> sendForEver(output)).hasMessage(why);
        }
    }

    @Test
    void oneThatGivesNoCreditHoldsItsSenderUntilTheLinkEnds() throws Exception {
        try (OutputFile output = begin()) {
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                try {
                    byte[] random = new byte[200_000];
                    new Random(1).nextBytes(random);
                    output.append(random);
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            workspace.next(FrameType.DATA);
            client.close();
            assertThatThrownBy(sender::get)
                    .hasRootCauseMessage(LOST.replace("it ", "") + "it was closed here, as the build needs it no more");
        }
    }
}
