package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayForwardTest {
    private final RelayForward forward = new RelayForward("agent wf", "agent nf");
    private final List<String> ends = new CopyOnWriteArrayList<>();

    RelayForwardTest() {
        forward.onClosed(cause -> ends.add(cause.getMessage()));
    }

    @AfterEach
    void leavesNoThread() throws Exception {
        forward.close();
        Rig.await("threads end", () -> Rig.threadsOf("agent [wn]f").isEmpty());
    }

    /** The test's own thread stands for the one that serves all pipes: it must come back. */
    private static long fill(OutputStream sink) {
        byte[] chunk = new byte[8192];
        long written = 0;
        try {
            while (true) {
                sink.write(chunk);
                written += chunk.length;
            }
        } catch (IOException e) {
            assertThat(e).isInstanceOf(RelayException.class);
        }
        return written;
    }

    @Test
    void aWorkspaceThatSendsMoreThanTheNodeTakesIsNamed() throws Exception {
        StuckStream node = new StuckStream();
        StuckStream workspace = new StuckStream();
        forward.start(workspace, node);
        assertThat(fill(forward.fromWorkspace())).isLessThanOrEqualTo(ForwardQueue.LIMIT + (128 << 10));
        assertThat(forward.peak()).isLessThanOrEqualTo(ForwardQueue.LIMIT);
        Rig.await("both sides are closed", () -> node.isClosed() && workspace.isClosed() && ends.size() == 1);
        String text = "Ended the relay of a build context: agent wf sent more than it was allowed, over 2162688 bytes"
                + " wait for agent nf. Do both agents run the same version of the plugin?";
        assertThat(ends).containsExactly(text);
        assertThatThrownBy(() -> forward.fromNode().write(1)).hasMessage(text);
    }

    @Test
    void aNodeThatSendsMoreThanTheWorkspaceTakesIsNamed() throws Exception {
        forward.start(new StuckStream(), new StuckStream());
        fill(forward.fromNode());
        Rig.await("it ends", () -> ends.size() == 1);
        assertThat(ends)
                .containsExactly("Ended the relay of a build context: agent nf sent more than it was allowed, over"
                        + " 2162688 bytes wait for agent wf. Do both agents run the same version of the plugin?");
    }

    @Test
    void oneDirectionThatIsStuckDoesNotHoldUpTheOther() throws Exception {
        StuckStream node = new StuckStream();
        ByteArrayOutputStream workspace = new ByteArrayOutputStream();
        forward.start(workspace, node);
        forward.fromWorkspace().write(new byte[1 << 20]);
        node.awaitWriter();
        forward.fromNode().write(new byte[] {1, 2, 3});
        Rig.await("the other arrives", () -> forward.toWorkspaceBytes() == 3);
    }

    @Test
    void allThatWaitsArrivesBeforeTheEnd() throws Exception {
        byte[] content = new byte[1_500_000];
        new Random(1).nextBytes(content);
        forward.fromWorkspace().write(content);
        forward.fromWorkspace().close();
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        forward.start(new ByteArrayOutputStream(), node);
        Rig.await("all is passed on", () -> forward.toNodeBytes() == content.length);
        Rig.await("it ends", () -> ends.size() == 1);
        assertThat(node.toByteArray()).isEqualTo(content);
        assertThat(ends).containsExactly("The relay of a build context has ended: agent wf closed it");
    }

    @Test
    void aSideThatCannotBeWrittenToIsNamedAndEndsBoth() throws Exception {
        StuckStream workspace = new StuckStream();
        forward.start(workspace, new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        });
        forward.fromNode().write(1);
        workspace.awaitWriter();
        try {
            forward.fromWorkspace().write(1);
        } catch (RelayException e) {
            // It has ended already.
        }
        Rig.await("it ends", () -> ends.size() == 1);
        assertThat(workspace.isClosed()).isTrue();
        assertThat(ends)
                .containsExactly("Ended the relay of a build context from agent wf: agent nf can't be written to:"
                        + " java.io.IOException: broken pipe");
    }
}
