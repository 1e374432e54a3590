package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent with a workspace that describes more of the build than where its files are. */
class FactsCheckTest {
    private static final String REFUSED = "the machine with the build context described it in a way that was not asked"
            + " for, with %s: it is not trusted, and nothing was built. Look at that agent";
    private static final BuildInput LOCAL = BuildInput.of("/ws").withDockerfile("/ws/docker/App");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private static ContextFacts facts(Map<String, String> attributes) {
        return facts(attributes, Map.of(), Map.of());
    }

    private static ContextFacts facts(
            Map<String, String> attributes, Map<String, String> folders, Map<String, String> layouts) {
        return new ContextFacts(
                "/ws", folders, attributes, "FROM scratch\n", "", "", layouts, Map.of(), Workspace.NONE);
    }

    private static BuildInput withContexts(String... contexts) throws Exception {
        return LOCAL.withOptions(BuildOptions.STANDARD.withContexts(NamedContexts.parse(List.of(contexts))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build-arg:BUILDKIT_CACHE_MOUNT_NS",
                "platform",
                "attest:provenance",
                "cgroup-parent",
                "source",
                "cmdline",
                "add-hosts",
                "force-network-mode",
                "context:base",
                "contextkey",
                "local-sessionid:context",
                "frontend.caps"
            })
    void anAttributeThatIsNotTheAgentsToSayStopsTheBuild(String name) {
        assertThatThrownBy(() -> facts(Map.of("filename", "App", name, "x")).checkedFor(LOCAL))
                .isInstanceOf(PlanException.class)
                .hasMessage(String.format(REFUSED, "the frontend's attribute \"" + name + "\""));
    }

    @Test
    void andReachesNoDaemonEither() {
        BuildRequest request = Requests.push(
                        BuildInput.of("/ws")
                                .withBuildArgs(Map.of("BUILDKIT_CACHE_MOUNT_NS", "victim"))
                                .withOptions(BuildOptions.STANDARD.withAttestations(Attestations.STANDARD)),
                        List.of("example.com/app"))
                .withCacheNamespace("own");
        Map<String, String> hostile = new HashMap<>(Map.of("filename", "App"));
        hostile.put("build-arg:BUILDKIT_CACHE_MOUNT_NS", "victim");
        hostile.put("platform", "linux/s390x");
        hostile.put("attest:provenance", "mode=max");
        hostile.put("cgroup-parent", "/system.slice");
        hostile.put("source", "evil/frontend");
        assertThat(FrontendAttributes.of(request, facts(hostile), Platform.of("linux", "amd64")))
                .isEqualTo(Map.of(
                        "filename", "App",
                        "build-arg:BUILDKIT_CACHE_MOUNT_NS", "own",
                        "platform", "linux/amd64",
                        "attest:provenance", "mode=min,inline-only=true"));
    }

    @Test
    void aDockerfileThatWasNotAskedForStopsTheBuild() throws Exception {
        facts(Map.of("filename", "App")).checkedFor(LOCAL);
        facts(Map.of("filename", "App")).checkedFor(BuildInput.of("C:\\ws").withDockerfile("C:\\ws\\docker\\App"));
        facts(Map.of("filename", "docker/App"))
                .checkedFor(BuildInput.of("https://host/a.git").withDockerfile("docker/App"));
        facts(Map.of("filename", "Dockerfile", "dockerfilekey", "dockerfile")).checkedFor(LOCAL);
        for (Map<String, String> wrong : List.of(Map.of("filename", "../x"), Map.of("dockerfilekey", "context"))) {
            assertThatThrownBy(() -> facts(wrong).checkedFor(LOCAL)).isInstanceOf(PlanException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/a.git#main,                https://host/a.git#" + COMMIT,
        "https://host/a.git,                     https://host/a.git#" + COMMIT,
        "https://host/a.git?ref=main&subdir=sub, https://host/a.git#" + COMMIT + ":sub",
        "https://host/a.git#main:sub,            https://host/a.git#main:sub",
        "https://host/context.tar.gz,            https://host/context.tar.gz",
        "github.com/team/app#main,               https://github.com/team/app#" + COMMIT,
        "git@host:team/app.git,                  git@host:team/app.git#" + COMMIT,
        "git@host:team/app.git#main,             git@host:team/app.git#main",
    })
    void theCommitOfARepositoryMayBeNamed(String asked, String named) throws Exception {
        ContextFacts facts = facts(Map.of("context", named));
        assertThat(facts.checkedFor(BuildInput.of(asked))).isSameAs(facts);
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/a.git#main,         https://evil/a.git#" + COMMIT,
        "https://host/a.git#main,         https://host/b.git#" + COMMIT,
        "https://host/a.git#main:sub,     https://host/a.git#" + COMMIT,
        "https://host/a.git#main,         https://host/a.git#other",
        "https://host/a.git#main,         https://host/a.git#" + COMMIT + "0",
        "https://host/a.git#main,         https://evil/x#" + COMMIT + "@host/a.git#" + COMMIT,
        "https://host/a.git#" + COMMIT + ", https://host/a.git#1111111111111111111111111111111111111111",
        "https://host/context.tar.gz,     https://host/other.tar.gz",
        "/ws,                             https://evil/a.git",
        "/ws,                             /ws",
    })
    void anotherAddressThanTheOneAskedForStopsTheBuild(String asked, String named) {
        assertThatThrownBy(() -> facts(Map.of("context", named)).checkedFor(BuildInput.of(asked)))
                .isInstanceOf(PlanException.class)
                .hasMessage(String.format(REFUSED, "the frontend's attribute \"context\""));
    }

    @Test
    void aFolderOrAnImageThatWasNotAskedForStopsTheBuild() throws Exception {
        BuildInput input = withContexts("lib=/lib", "base=oci-layout:///images:1");
        String digest = Digest.of(new byte[0]).toString();
        Map<String, String> folders =
                Map.of("context", "/ws", "dockerfile", "/ws", "named:lib", "/lib", "named:base", "/images");
        facts(Map.of(), folders, Map.of("named:base", digest)).checkedFor(input);
        assertThatThrownBy(() -> facts(Map.of(), Map.of("other", "/"), Map.of()).checkedFor(input))
                .hasMessage(String.format(REFUSED, "a folder named \"other\""));
        assertThatThrownBy(() ->
                        facts(Map.of(), Map.of(), Map.of("named:lib", digest)).checkedFor(input))
                .hasMessage(String.format(REFUSED, "an image layout named \"named:lib\""));
        assertThatThrownBy(() -> facts(Map.of(), Map.of(), Map.of("named:base", "x@" + digest))
                        .checkedFor(input))
                .hasMessage(String.format(REFUSED, "the digest \"x@" + digest + "\""));
    }

    @Test
    void whatItWritesIntoANameCannotForgeTheLog() {
        assertThatThrownBy(() ->
                        facts(Map.of("a\nFinished: SUCCESS\u001b[2J", "x")).checkedFor(LOCAL))
                .hasMessage(String.format(REFUSED, "the frontend's attribute \"a\\nFinished: SUCCESS\\x1b[2J\""));
    }
}
