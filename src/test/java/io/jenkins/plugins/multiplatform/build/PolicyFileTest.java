package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a policy beside the Dockerfile is not passed over in silence")
class PolicyFileTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        Requests.dockerfile(folder, "FROM scratch\nCOPY Dockerfile /\n");
    }

    private static ContextFacts read(BuildInput input) throws Exception {
        return ContextFacts.read(input, RegistrySettings.standard());
    }

    private BuildInput input() {
        return BuildInput.of(folder.toString());
    }

    private static String refused(String name) {
        return "there is a policy beside the Dockerfile, " + name
                + ", which buildx evaluates, and which is not evaluated here: what it denies would be built. Build"
                + " with buildx, or say with disabled=true as policy that it is not needed";
    }

    @Test
    void itIsRefusedBeforeAnyNodeIsAsked() throws Exception {
        Files.writeString(folder.resolve("Dockerfile.rego"), "package docker\n");
        BuildRequest request = new BuildRequest(
                List.of("linux/amd64"), input(), List.of(), false, RunPolicy.of(EmulationPolicy.WARN), "");
        assertThatThrownBy(() -> new MultiPlatformBuild(
                                Engines.remote("tcp://127.0.0.1:9", Map.of()), Engines.anonymous(), event -> {})
                        .run(request))
                .isInstanceOf(BuildException.class)
                .hasMessage(refused("Dockerfile.rego"));
    }

    @Test
    void itIsThatOfTheDockerfileThatIsBuilt() throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        Path other = Files.writeString(folder.resolve("sub/My.Dockerfile"), "FROM scratch\n");
        Files.writeString(folder.resolve("Dockerfile.rego"), "package docker\n");
        read(input().withDockerfile(other.toString()));
        Files.writeString(folder.resolve("sub/My.Dockerfile.rego"), "package docker\n");
        assertThatThrownBy(() -> read(input().withDockerfile(other.toString())))
                .isInstanceOf(PlanException.class)
                .hasMessage(refused("My.Dockerfile.rego"));
        assertThatThrownBy(() -> read(BuildInput.of("git://127.0.0.1:9/a.git").withDockerfile(other.toString())))
                .as("a Dockerfile of this machine for a context of another")
                .isInstanceOf(PlanException.class);
    }

    @Test
    void whatCanNotBeReadIsOneToo() throws Exception {
        Files.createSymbolicLink(folder.resolve("Dockerfile.rego"), folder.resolve("gone"));
        assertThatThrownBy(() -> read(input()))
                .isInstanceOf(PlanException.class)
                .hasMessage(refused("Dockerfile.rego"));
    }

    @Test
    void itIsPassedOverWhereItIsDisabled() throws Exception {
        Files.writeString(folder.resolve("Dockerfile.rego"), "package docker\n");
        BuildInput disabled = input().withOptions(BuildOptions.STANDARD.withPolicyDisabled(true));
        assertThat(read(disabled).text()).startsWith("FROM scratch");
    }
}
