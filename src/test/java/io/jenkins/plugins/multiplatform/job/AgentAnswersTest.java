package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.CreateRequest;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
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

    @Test
    void anImageThatWasMadeOfOthersIsOfItsDigestAndHasTheTagsThatWereAskedFor() throws Exception {
        CreateRequest request = CreateRequest.of(List.of("example.com/app:a"), List.of("example.com/app:1"));
        RawManifest manifest = RawManifest.of(MediaTypes.OCI_INDEX, "{}".getBytes(StandardCharsets.UTF_8));
        Reference tag = Reference.parseNormalized("example.com/app:1");
        ContentDescriptor entry = manifest.descriptor().withPlatform(ARM64);
        CreateResult made = new CreateResult(manifest, List.of(tag), List.of(entry), List.of("note"));
        assertThat(AgentAnswers.created(made, request)).isEqualTo(made);

        CreateResult odd = AgentAnswers.created(
                new CreateResult(
                        manifest,
                        List.of(),
                        List.of(entry.withPlatform(Platform.of("linux", "arm64\u001b"))),
                        List.of("n\u001b\n")),
                request);
        assertThat(odd.manifests().get(0).platform()).isNull();
        assertThat(odd.notes()).containsExactly("n\uFFFD ");
        assertThatThrownBy(() -> AgentAnswers.created(made, request.withDryRun(true)))
                .hasMessage("the agent reported other tags than were asked for");
        Reference other = Reference.parseNormalized("example.com/app:2");
        assertThatThrownBy(() ->
                        AgentAnswers.created(new CreateResult(manifest, List.of(other), List.of(), List.of()), request))
                .hasMessage("the agent reported other tags than were asked for");
    }

    @Test
    void aBuildContextIsDescribedInTextsThatCanBeShown() throws Exception {
        ContextFacts facts = new ContextFacts(
                "https://example.com/\u001b",
                Map.of("context", "/ws"),
                Map.of("filename", "Dockerfile"),
                "FROM a\u001b\n",
                "is commit\u001b[2J\n" + "x".repeat(20_000),
                null,
                Map.of(),
                Map.of("Dockerfile", new byte[] {1}),
                Workspace.NONE);
        ContextFacts taken = AgentAnswers.facts(facts);
        assertThat(taken.place()).isEqualTo("https://example.com/\uFFFD");
        assertThat(taken.fixed()).startsWith("is commit\uFFFD[2J xx").hasSize(10_001);
        assertThat(taken.loose()).isEmpty();
        assertThat(taken.text()).as("what is built").isEqualTo("FROM a\u001b\n");
        assertThat(taken.files()).containsOnlyKeys("Dockerfile");
        Map<String, byte[]> three = Map.of("a", new byte[0], "b", new byte[0], "c", new byte[0]);
        assertThatThrownBy(() -> AgentAnswers.facts(
                        new ContextFacts("", Map.of(), Map.of(), "", "", "", Map.of(), three, Workspace.NONE)))
                .hasMessage("files of a Dockerfile that can't be its own");
        assertThat(taken.folders()).isEqualTo(facts.folders());
    }

    @Test
    void aBuildContextThatCanNotBeOneIsRefused() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i <= 1_000; i++) {
            many.put("named:" + i, "/ws");
        }
        for (Map<String, String> folders : List.of(
                many,
                Map.of("context", "x".repeat(9_000)),
                AgentAnswersTest.<Map<String, String>>forged(Map.of("context", 5)))) {
            ContextFacts facts =
                    new ContextFacts("", folders, Map.of(), "", "", "", Map.of(), Map.of(), Workspace.NONE);
            assertThatThrownBy(() -> AgentAnswers.facts(facts)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> AgentAnswers.bounded("x".repeat((4 << 20) + 1)))
                .hasMessage("a file of more than 4 MiB");
    }

    /** As an agent may fill any list: its element type is known to compilers alone. */
    @SuppressWarnings("unchecked")
    private static <T> T forged(Object elements) {
        return (T) elements;
    }
}
