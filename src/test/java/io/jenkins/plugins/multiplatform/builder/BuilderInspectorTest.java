package io.jenkins.plugins.multiplatform.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BuilderInspectorTest {
    @TempDir
    private Path folder;

    private static BuilderInstance builder(String driver, String... endpoints) {
        BuilderInstance builder = new BuilderInstance("b", driver, List.of());
        for (String endpoint : endpoints) {
            builder = builder.with(new BuilderNode(builder.nextNodeName(), endpoint, List.of(), Map.of()));
        }
        return builder;
    }

    @Test
    @NeedsTestBed
    void answersInTheOrderOfTheNodesAndMakesOneThatIsGoneAResult(TestBed bed) throws Exception {
        List<NodeStatus> statuses = BuilderInspector.inspect(builder(
                "docker",
                "unix:///gone.sock",
                "unix://" + bed.get("engine.c.socket"),
                "unix://" + bed.get("engine.a.socket")));

        assertThat(statuses).extracting(status -> status.node().name()).containsExactly("b0", "b1", "b2");
        assertThat(statuses).extracting(NodeStatus::isRunning).containsExactly(false, true, true);
        assertThat(statuses.get(0).error())
                .isEqualTo("Cannot connect to the Docker Engine at unix:///gone.sock: No such file or directory."
                        + " Is it running, and may this user open its socket?");
        assertThat(statuses).extracting(NodeStatus::pushesByDigest).containsExactly(false, false, true);
        assertThat(statuses.get(2).id()).isEqualTo(bed.get("engine.a.id"));
        assertThat(statuses.get(2).nativePlatforms())
                .startsWith(Platform.of("linux", "amd64"))
                .allMatch(platform -> platform.architecture().equals("amd64"));
        assertThat(statuses.get(2).platforms()).contains(Platform.of("linux", "arm64"));
    }

    @Test
    void aBuilderWithoutNodesHasNothingToSay() throws Exception {
        assertThat(BuilderInspector.inspect(builder("docker"))).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitForANodeThatDoesNotAnswer() throws Exception {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> BuilderInspector.inspect(builder("remote", "unix://" + socket)))
                    .isInstanceOf(InterruptedException.class);
        }
    }
}
