package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BuildArgumentsTest {
    @Test
    @DisplayName("S01: an unknown platform fails before any agent is taken")
    void refusesAnUnknownPlatform() {
        assertThatThrownBy(() -> arguments("linux/amd64,x", "", null).check())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("platforms: \"x\": unknown operating system or architecture: invalid argument");
    }

    @Test
    @DisplayName("S27: tags are checked before agents are used")
    void refusesAnInvalidTag() {
        assertThatThrownBy(
                        () -> arguments("linux/amd64", "good:1,bad tag", null).check())
                .hasMessage("invalid tag \"bad tag\": invalid reference format");
    }

    @Test
    @DisplayName("S27: push without any name is refused")
    void refusesToPushWithoutATag() {
        assertThatThrownBy(() -> arguments("linux/amd64", "", true).check())
                .hasMessage("tag is needed when pushing to registry: give tags, or push: false");
    }

    @Test
    void refusesAnUnknownEmulationPolicy() {
        BuildArguments arguments = new BuildArguments(
                List.of(),
                List.of(),
                "",
                List.of(),
                List.of(),
                false,
                false,
                null,
                List.of(),
                List.of(),
                policy("sometimes", "", List.of()));
        assertThatThrownBy(arguments::check)
                .hasMessage("invalid emulation policy \"sometimes\": valid are forbid, warn, allow");
    }

    @Test
    void pushesIfThereAreTagsUnlessToldOtherwise() throws Exception {
        assertThat(request(arguments("", "a:1", null), Map.of()).push()).isTrue();
        assertThat(request(arguments("", "", null), Map.of()).push()).isFalse();
        assertThat(request(arguments("", "a:1", false), Map.of()).push()).isFalse();
        assertThatCode(() -> arguments("", "a:1", false).check()).doesNotThrowAnyException();
    }

    @Test
    void takesPlatformsFromTheEnvironmentWhereNoneAreGiven() throws Exception {
        Map<String, String> environment = Map.of("DOCKER_DEFAULT_PLATFORM", "linux/arm64, linux/amd64");
        assertThat(request(arguments("", "", null), environment).platforms())
                .containsExactly("linux/arm64", "linux/amd64");
        assertThat(request(arguments("linux/s390x", "", null), environment).platforms())
                .containsExactly("linux/s390x");
        assertThat(request(arguments("", "", null), Map.of()).platforms()).isEmpty();
        assertThatThrownBy(() -> request(arguments("", "", null), Map.of("DOCKER_DEFAULT_PLATFORM", "toaster")))
                .hasMessage("DOCKER_DEFAULT_PLATFORM: \"toaster\": unknown operating system or architecture:"
                        + " invalid argument");
    }

    @Test
    void handsEverythingOn() throws Exception {
        BuildArguments arguments = new BuildArguments(
                List.of("linux/amd64"),
                List.of("a:1"),
                "last",
                List.of("A=1", "HOME"),
                List.of("l=v"),
                true,
                true,
                null,
                List.of("token=id"),
                List.of("linux/arm64=graviton && docker"),
                new PolicyArguments("forbid", List.of("linux/arm64"), 2, "90s", true, 3));
        BuildRequest request = arguments.toRequest("/ws", "/ws/Dockerfile.x", Map.of("HOME", "/h"), "scope");
        assertThat(request.input().context()).isEqualTo("/ws");
        assertThat(request.input().dockerfile()).isEqualTo("/ws/Dockerfile.x");
        assertThat(request.input().target()).isEqualTo("last");
        assertThat(request.input().buildArgs()).isEqualTo(Map.of("A", "1", "HOME", "/h"));
        assertThat(request.input().labels()).isEqualTo(Map.of("l", "v"));
        assertThat(request.input().noCache()).isTrue();
        assertThat(request.input().pull()).isTrue();
        assertThat(request.policy().emulation()).isEqualTo(EmulationPolicy.FORBID);
        assertThat(request.scope()).isEqualTo("scope");
    }

    @Test
    void knowsTheRegistriesOfItsTags() throws Exception {
        assertThat(arguments("", "app:1, ghcr.io/a/b:2, ghcr.io/c:3, localhost:5000/d", null)
                        .registryHosts())
                .containsExactly("docker.io", "ghcr.io", "localhost:5000");
    }

    private static BuildRequest request(BuildArguments arguments, Map<String, String> environment) throws Exception {
        return arguments.toRequest("/ws", "", environment, "");
    }

    private static BuildArguments arguments(String platforms, String tags, Boolean push) {
        return new BuildArguments(
                StringLists.split(List.of(platforms)),
                StringLists.split(List.of(tags)),
                "",
                List.of(),
                List.of(),
                false,
                false,
                push,
                List.of(),
                List.of(),
                PolicyArguments.none());
    }

    private static PolicyArguments policy(String emulation, String timeout, List<String> optional) {
        return new PolicyArguments(emulation, optional, 0, timeout, false, 0);
    }
}
