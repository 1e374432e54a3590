package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.NamedContext;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BuildArgumentsTest {
    private final BuildArgumentsBuilder builder = new BuildArgumentsBuilder();

    @Test
    @DisplayName("S01: an unknown platform fails before any agent is taken")
    void refusesAnUnknownPlatform() {
        assertThatThrownBy(() -> builder.platforms("linux/amd64,x").build().check())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("platforms: \"x\": unknown operating system or architecture: invalid argument");
    }

    @Test
    @DisplayName("S27: tags are checked before agents are used")
    void refusesAnInvalidTag() {
        assertThatThrownBy(() -> builder.tags("good:1,bad tag").build().check())
                .hasMessage("invalid tag \"bad tag\": invalid reference format");
    }

    @Test
    @DisplayName("S27: push without any name is refused")
    void refusesToPushWithoutATag() {
        assertThatThrownBy(() -> builder.push(true).build().check())
                .hasMessage("tag is needed when pushing to registry: give tags, or push: false");
    }

    @Test
    void refusesAnUnknownEmulationPolicy() {
        BuildArguments arguments = builder.policy(new PolicyArguments("sometimes", List.of(), 0, "", false, 0, ""))
                .build();
        assertThatThrownBy(arguments::check)
                .hasMessage("invalid emulation policy \"sometimes\": valid are forbid, warn, allow");
    }

    @Test
    void pushesIfThereAreTagsUnlessToldOtherwise() throws Exception {
        assertThat(request(builder.tags("a:1")).push()).isTrue();
        assertThat(request(builder.tags("")).push()).isFalse();
        assertThat(request(builder.tags("a:1").push(false)).push()).isFalse();
        assertThatCode(() -> builder.build().check()).doesNotThrowAnyException();
    }

    @Test
    void pushesNothingWhereSomethingElseBecomesOfTheResult() throws Exception {
        builder.tags("a:1").outputs("type=oci,dest=image.tar");
        assertThat(request(builder).push()).isFalse();
        assertThat(request(builder.push(true)).push()).isTrue();
        assertThat(request(builder.push(null).outputs("type=registry")).push()).isTrue();
        assertThat(request(builder.outputs("type=image,push=true,name=b:1").tags(""))
                        .tags())
                .containsExactly("b:1");
    }

    @Test
    @DisplayName("S21: outputs go to the workspace, wherever their path is relative to it")
    void putsOutputsIntoTheWorkspace() throws Exception {
        BuildRequest request = request(builder.outputs("bin", "type=oci,dest=/tmp/image.tar"));
        assertThat(request.outputs())
                .containsExactly(
                        new OutputSpec("local", "/ws/bin", Map.of()),
                        new OutputSpec("oci", "/tmp/image.tar", Map.of()));
        for (String piped : List.of("-", "type=tar", "type=oci,dest=-")) {
            assertThatThrownBy(() -> builder.outputs(piped).build().check())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("outputs: a step has no standard output: name a file of the workspace as dest, in place"
                            + " of -");
        }
        assertThatThrownBy(() -> builder.outputs("type=zip,dest=x").build().check())
                .hasMessage("outputs: exporter \"zip\" could not be found");
    }

    @Test
    @DisplayName("S31: addresses are no paths of the workspace")
    void leavesAddressesAlone() throws Exception {
        String git = "https://example.com/app.git#main:sub";
        BuildRequest request = request(builder.source(new SourceArguments(
                git, "docker/Dockerfile", "", "", List.of("lib=../lib", "base=docker-image://a:1"))));
        assertThat(request.input().context()).isEqualTo(git);
        assertThat(request.input().dockerfile()).isEqualTo("docker/Dockerfile");
        assertThat(request.input().options().contexts().all())
                .extracting(NamedContext::name, NamedContext::value)
                .containsExactly(tuple("lib", "/ws/../lib"), tuple("base", "docker-image://a:1"));
    }

    @Test
    @DisplayName("S30: a Dockerfile is a file of the workspace, an address, or a text")
    void takesDockerfilesOfAllKinds() throws Exception {
        BuildInput file = request(builder.source(new SourceArguments("app", "docker/Dockerfile", "", "", List.of())))
                .input();
        assertThat(file.dockerfile()).isEqualTo("/ws/docker/Dockerfile");
        String address = "https://example.com/Dockerfile";
        BuildInput fetched = request(builder.source(new SourceArguments("app", address, "", "", List.of())))
                .input();
        assertThat(fetched.dockerfile()).isEqualTo(address);
        BuildInput written = request(builder.source(new SourceArguments("app", "", "FROM scratch\n", "", List.of())))
                .input();
        assertThat(written.dockerfile()).isEmpty();
        assertThat(written.dockerfileText()).isEqualTo("FROM scratch\n");
        builder.source(new SourceArguments("app", "Dockerfile", "FROM scratch\n", "", List.of()));
        assertThatThrownBy(() -> builder.build().check())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("file and dockerfileInline are two Dockerfiles: \"Dockerfile\" and a text. Leave one out");
    }

    @Test
    void takesAFolderForAFolderEvenIfItReadsLikeARepository() throws Exception {
        builder.source(SourceArguments.of("github.com/a/b"));
        assertThat(request(builder).input().context()).isEqualTo("github.com/a/b");
        builder.paths(new FixedPaths("/ws", "github.com/a/b"));
        assertThat(request(builder).input().context()).isEqualTo("/ws/github.com/a/b");
    }

    @Test
    void takesPlatformsFromTheEnvironmentWhereNoneAreGiven() throws Exception {
        builder.environment(Map.of("DOCKER_DEFAULT_PLATFORM", "linux/arm64, linux/amd64"));
        assertThat(request(builder).platforms()).containsExactly("linux/arm64", "linux/amd64");
        assertThat(request(builder.platforms("linux/s390x")).platforms()).containsExactly("linux/s390x");
        builder.platforms("").environment(Map.of());
        assertThat(request(builder).platforms()).isEmpty();
        builder.environment(Map.of("DOCKER_DEFAULT_PLATFORM", "toaster"));
        assertThatThrownBy(() -> request(builder))
                .hasMessage("DOCKER_DEFAULT_PLATFORM: \"toaster\": unknown operating system or architecture:"
                        + " invalid argument");
    }

    @Test
    void handsEverythingOn() throws Exception {
        BuildArguments arguments = new BuildArguments(
                List.of("linux/amd64"),
                new SourceArguments(".", "Dockerfile.x", "", "last", List.of()),
                OutputArguments.image("a:1"),
                List.of("A=1", "HOME"),
                List.of("l=v"),
                true,
                true,
                new OptionArguments(
                        new StepArguments(
                                "none", List.of("db=10.0.0.1"), "64m", List.of("nofile=1024"), "/p", List.of()),
                        new CacheArguments(List.of("reg/c"), List.of("type=inline"), List.of("base")),
                        new AttestationArguments("false", "", List.of(), List.of("index:a=b"))),
                new SecretArguments(List.of("token=id")),
                SshArguments.none(),
                RegistryLogins.of("id"),
                List.of("linux/arm64=graviton && docker"),
                "20m",
                new PolicyArguments("forbid", List.of("linux/arm64"), 2, "90s", true, 3, "5m"));
        arguments.check();
        BuildRequest request = arguments.toRequest(new FixedPaths("/ws"), Map.of("HOME", "/h"), "scope");
        assertThat(request.input().context()).isEqualTo("/ws/.");
        assertThat(request.input().dockerfile()).isEqualTo("/ws/Dockerfile.x");
        assertThat(request.input().target()).isEqualTo("last");
        assertThat(request.input().buildArgs()).isEqualTo(Map.of("A", "1", "HOME", "/h"));
        assertThat(request.input().labels()).isEqualTo(Map.of("l", "v"));
        assertThat(request.input().noCache()).isTrue();
        assertThat(request.input().pull()).isTrue();
        assertThat(request.policy().emulation()).isEqualTo(EmulationPolicy.FORBID);
        assertThat(request.policy().stallTimeout()).hasMinutes(5);
        assertThat(request.scope()).isEqualTo("scope");
        BuildOptions options = request.input().options();
        assertThat(options.steps().network()).isEqualTo("none");
        assertThat(options.steps().hosts()).containsExactly("db=10.0.0.1");
        assertThat(options.steps().shmSize()).isEqualTo(64 << 20);
        assertThat(options.steps().cgroupParent()).isEqualTo("/p");
        assertThat(options.caches().from()).hasSize(1);
        assertThat(options.caches().to()).hasSize(1);
        assertThat(options.caches().skippedStages()).containsExactly("base");
        assertThat(options.attestations().hasProvenance()).isFalse();
        assertThat(options.annotations()).hasSize(1);
    }

    @Test
    void refusesArgumentsThatWouldNameTheCacheMountsOfOtherJobs() throws Exception {
        String text = " can't be set: Jenkins gives each job cache mounts that no other job sees, and attestations are"
                + " asked for by provenance, sbom and attests. Leave it out";
        builder.buildArgs("A=1", "BUILDKIT_CACHE_MOUNT_NS=victim");
        assertThatThrownBy(() -> builder.build().check())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("buildArgs: BUILDKIT_CACHE_MOUNT_NS" + text);
        builder.buildArgs("BUILDKIT_CACHE_MOUNT_NS", "BUILDKIT_ATTEST_SBOM=")
                .environment(Map.of("BUILDKIT_CACHE_MOUNT_NS", "victim"));
        assertThatThrownBy(() -> request(builder))
                .hasMessage("buildArgs: BUILDKIT_ATTEST_SBOM, BUILDKIT_CACHE_MOUNT_NS" + text);
        builder.buildArgs("BUILDKIT_SYNTAX=docker/dockerfile:1", "SOURCE_DATE_EPOCH=1")
                .build()
                .check();
    }

    @Test
    void checksOptionsBeforeAnyAgentIsTaken() {
        StepArguments steps = new StepArguments("", List.of(), "big", List.of(), "", List.of());
        OptionArguments none = OptionArguments.none();
        builder.options(new OptionArguments(steps, none.caches(), none.attestations()));
        assertThatThrownBy(() -> builder.build().check())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("big");
    }

    @Test
    void cachesInFoldersAreRefusedBeforeAnyAgentIsTaken() {
        OptionArguments none = OptionArguments.none();
        for (CacheArguments caches : List.of(
                new CacheArguments(List.of("type=local,src=c"), List.of(), List.of()),
                new CacheArguments(List.of(), List.of("type=local,dest=c"), List.of()))) {
            builder.options(new OptionArguments(none.steps(), caches, none.attestations()));
            assertThatThrownBy(() -> builder.build().check())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("type=local is not for Jenkins: builds run on several agents, and a folder is on one of"
                            + " them. Keep the cache in a registry, type=registry,ref=REGISTRY/NAME:TAG");
        }
    }

    @Test
    void imagesOfTheWorkspaceAreContexts() throws Exception {
        builder.source(new SourceArguments(".", "", "", "", List.of("base=oci-layout://images:1")));
        assertThat(request(builder).input().options().contexts().all())
                .extracting(NamedContext::value)
                .containsExactly("oci-layout:///ws/images:1");
    }

    @Test
    void knowsTheRegistriesOfItsTags() throws Exception {
        assertThat(builder.tags("app:1, ghcr.io/a/b:2, ghcr.io/c:3, localhost:5000/d")
                        .build()
                        .registryHosts())
                .containsExactly("docker.io", "ghcr.io", "localhost:5000");
    }

    private static BuildRequest request(BuildArgumentsBuilder builder) throws Exception {
        return builder.request();
    }
}
