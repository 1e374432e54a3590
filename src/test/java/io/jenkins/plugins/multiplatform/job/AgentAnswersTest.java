package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Agents that answer what is not so. */
class AgentAnswersTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final BuilderNode ASKED = new BuilderNode("arm-1", "", List.of(ARM64), Map.of("a", "b"));

    @Test
    void anotherTypeThanWasAskedForIsNoAnswer() throws Exception {
        assertThat(AgentAnswers.as(String.class, "yes", "agent x")).isEqualTo("yes");
        assertThatThrownBy(() -> AgentAnswers.as(LintReport.class, 1, "agent x"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("agent x answered with java.lang.Integer in place of LintReport: ");
        assertThatThrownBy(() -> AgentAnswers.as(LintReport.class, null, "agent x"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("agent x answered with nothing in place of LintReport: ");
    }

    @Test
    void anHonestAnswerStaysAsItIs() {
        BuilderNode node = new BuilderNode("arm-1", "unix:///run/docker.sock", List.of(ARM64), Map.of("a", "b"));
        NodeStatus status = new NodeStatus(
                node,
                "docker",
                "id",
                "v28",
                List.of(AMD64, Platform.of("linux", "amd64", "v2"), Platform.of("linux", "arm", "v7")),
                List.of(AMD64),
                true,
                "");
        assertThat(AgentAnswers.status(status, ASKED, "docker")).isEqualTo(status);
        NodeStatus failed = NodeStatus.failed(node, "docker", "Cannot connect");
        assertThat(AgentAnswers.status(failed, ASKED, "docker")).isEqualTo(failed);
    }

    @Test
    void anAgentIsTheOneThatWasAskedWhateverItSays() {
        BuilderNode other = new BuilderNode("other", "tcp://elsewhere\u001b", List.of(AMD64), Map.of("x", "y"));
        NodeStatus status = new NodeStatus(other, "remote", "i\nd", "v\u001b[2J", List.of(), List.of(AMD64), true, "");
        BuilderNode fixed = new BuilderNode("arm-1", "unix:///own.sock", List.of(), Map.of());

        NodeStatus taken = AgentAnswers.status(status, ASKED, "docker");
        assertThat(taken.node())
                .isEqualTo(new BuilderNode("arm-1", "tcp://elsewhere\uFFFD", List.of(ARM64), Map.of("a", "b")));
        assertThat(taken.driver()).isEqualTo("docker");
        assertThat(taken.id()).isEqualTo("i d");
        assertThat(taken.version()).isEqualTo("v\uFFFD[2J");
        assertThat(AgentAnswers.status(status, fixed, "docker").node()).isEqualTo(fixed);
        assertThat(AgentAnswers.status(
                                new NodeStatus(null, null, null, null, List.of(), List.of(AMD64), true, ""),
                                ASKED,
                                "docker")
                        .node())
                .isEqualTo(ASKED);
    }

    @Test
    void platformsAreSomeThatCanBeWritten() {
        List<Platform> many = new ArrayList<>(List.of(
                AMD64,
                AMD64,
                Platform.of("linux", "arm64\u001b[31m"),
                Platform.of("linux\nwindows", "amd64"),
                Platform.of("", ""),
                Platform.of("x".repeat(300), "amd64")));
        for (int i = 0; i < 100_000; i++) {
            many.add(Platform.of("linux", "cpu" + i));
        }
        NodeStatus taken =
                AgentAnswers.status(new NodeStatus(ASKED, "docker", "", "", many, many, true, ""), ASKED, "docker");
        assertThat(taken.platforms()).hasSizeBetween(90, 100).startsWith(AMD64, Platform.of("linux", "cpu0"));
        assertThat(taken.platforms())
                .allSatisfy(platform -> assertThat(platform.formatAll()).matches("[a-z0-9/]+"));
    }

    @Test
    void whatIsInAListMayBeOfAnyType() {
        NodeStatus taken = AgentAnswers.status(
                new NodeStatus(ASKED, "docker", "", "", List.of(), forged(List.of("no platform", 5)), true, ""),
                ASKED,
                "docker");
        assertThat(taken.isRunning()).isFalse();
        assertThat(taken.error()).isEqualTo("it named no platform that its processor runs");
        Platform features = new Platform("linux", "amd64", "", "", forged(List.of(5)));
        assertThat(AgentAnswers.platform(features)).isEmpty();
    }

    @Test
    void nodesOfABuilderAreThoseOfTheBuilder() {
        BuilderNode one = new BuilderNode("one", "tcp://one", List.of(), Map.of());
        BuilderNode two = new BuilderNode("two", "tcp://two", List.of(), Map.of());
        BuilderInstance builder = new BuilderInstance("b", "remote", List.of(one, two));
        NodeStatus lie = new NodeStatus(two, "docker", "", "", List.of(AMD64), List.of(AMD64), true, "");
        assertThat(AgentAnswers.statuses(List.of(lie), builder))
                .containsExactly(
                        new NodeStatus(one, "remote", "", "", List.of(AMD64), List.of(AMD64), true, ""),
                        NodeStatus.failed(two, "remote", "the agent said nothing of it"));
        assertThat(AgentAnswers.statuses(List.of("x", lie, lie, lie), builder)).hasSize(2);
    }

    @Test
    void aCheckOfADockerfileIsTextOfBoundedLength() {
        LintReport report =
                AgentAnswers.report(new LintReport("w\u001b\n" + "x".repeat(2 << 20), null, Integer.MIN_VALUE));
        assertThat(report.text()).startsWith("w\uFFFD\nxx").hasSize((1 << 20) + 1);
        assertThat(report.error()).isEmpty();
        assertThat(report.status()).isZero();
    }

    /** As an agent may fill any list: its element type is known to compilers alone. */
    @SuppressWarnings("unchecked")
    private static <T> List<T> forged(List<?> elements) {
        return (List<T>) elements;
    }
}
