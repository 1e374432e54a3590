package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.OutputList;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTestBed
class MultiPlatformBuildTest {
    private static final int ELF_MACHINE = 18;
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;

    @TempDir
    private Path folder;

    private TestBed bed;
    private String repository;
    private final List<BuildEvent> events = new ArrayList<>();

    @BeforeEach
    void nameARepository(TestBed testBed) {
        bed = testBed;
        repository = bed.get("registry.plain") + "/run/" + UUID.randomUUID();
    }

    @Test
    @DisplayName("S45, S36: the emulation example on two nodes: /arch differs per platform")
    void buildsTheEmulationExampleOnTwoNodes() throws Exception {
        BuildResult result = new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), events::add)
                .run(Requests.push(Requests.seed("emulation"), repository + ":1", "linux/amd64", "linux/arm64"));

        PushedImage image = new PushedImage(repository + ":1");
        assertThat(image.text(Engines.AMD64, "arch")).isEqualTo("x86_64\n");
        assertThat(image.text(Engines.ARM64, "arch")).isEqualTo("aarch64\n");
        assertThat(image.manifest().orElseThrow().digest()).hasToString(result.digest());
        assertThat(result.platforms())
                .extracting(platform -> platform.plan().node().name())
                .containsExactly("engine-a", "engine-b");
        assertThat(result.platforms())
                .extracting(platform -> platform.plan().strategy())
                .containsExactly(Strategy.NATIVE, Strategy.EMULATED);
        assertThat(result.platforms()).allSatisfy(platform -> {
            assertThat(platform.seconds()).isPositive();
            assertThat(platform.descriptor().size()).isPositive();
            assertThat(platform.steps()).isPositive();
        });
    }

    @Test
    @DisplayName("Docker's own recipe for CI: push by digest moves no tag")
    void movesNoTagWhereItPushesByDigest() throws Exception {
        BuildRequest request = new BuildRequest(
                List.of("linux/amd64", "linux/arm64"),
                BuildInput.of(Requests.seed("emulation").toString()),
                List.of(repository),
                true,
                RunPolicy.of(EmulationPolicy.ALLOW),
                "",
                OutputList.of(
                                List.of("type=image,name=" + repository
                                        + ",push-by-digest=true,name-canonical=true,push=true"),
                                false,
                                List.of())
                        .outputs());
        BuildResult result =
                new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add).run(request);

        assertThat(result.tags()).isEmpty();
        assertThat(new PushedImage(repository + "@" + result.digest()).entries())
                .extracting(entry -> entry.declaredPlatform().orElseThrow().format())
                .containsExactly("linux/amd64", "linux/arm64");
        assertThat(new PushedImage(repository + ":latest").manifest()).isEmpty();
        assertThat(events).noneMatch(BuildEvent.TagMoved.class::isInstance);
    }

    @Test
    void countsEveryInstructionAsCachedWhereAllAre() throws Exception {
        Files.writeString(folder.resolve("hello"), repository);
        Requests.dockerfile(folder, "FROM alpine\nCOPY hello /hello\nRUN cat /hello\n");
        BuildResult result = null;
        for (int i = 0; i < 2; i++) {
            result = new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add)
                    .run(Requests.push(folder, repository, "linux/amd64"));
        }
        assertThat(result.platforms().get(0).steps()).isEqualTo(2);
        assertThat(result.platforms().get(0).cachedSteps()).isEqualTo(2);
    }

    @Test
    @DisplayName("S01, S21, S23: lists and commas, normalised, each platform once, in the order asked")
    void mergesSpellingsAndKeepsTheOrder() throws Exception {
        BuildResult result = new MultiPlatformBuild(Engines.of(bed, "a", "b"), Engines.anonymous(), events::add)
                .run(Requests.push(
                        Requests.seed("emulation"),
                        repository,
                        "linux/arm64/v8, linux/amd64",
                        "linux/arm",
                        "linux/arm64"));

        assertThat(new PushedImage(repository).entries())
                .extracting(entry -> entry.declaredPlatform().orElseThrow().format())
                .containsExactly("linux/arm64", "linux/amd64", "linux/arm/v7");
        assertThat(result.tags()).hasToString("[" + repository + ":latest]");
        assertThat(planned().plan().notes())
                .contains("linux/arm64/v8, linux/arm64 are one platform: linux/arm64 is built once");
    }

    @Test
    @DisplayName("S02: one platform is an image manifest, several are an index of full descriptors")
    void tagsASinglePlatformWithoutAnIndex() throws Exception {
        BuildInput plain = BuildInput.of(Requests.seed("emulation").toString())
                .withOptions(BuildOptions.STANDARD.withAttestations(Attestations.NONE));
        BuildResult result = new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add)
                .run(Requests.push(plain, List.of(repository + ":one"), "linux/amd64"));
        assertThat(MediaTypes.isManifest(new PushedImage(repository + ":one")
                        .manifest()
                        .orElseThrow()
                        .mediaType()))
                .isTrue();
        assertThat(result.platforms().get(0).descriptor().digest()).hasToString(result.digest());

        new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add)
                .run(Requests.push(Requests.seed("emulation"), repository + ":two", "linux/amd64,linux/arm64"));
        PushedImage two = new PushedImage(repository + ":two");
        assertThat(MediaTypes.isIndex(two.manifest().orElseThrow().mediaType())).isTrue();
        for (ContentDescriptor entry : two.entries()) {
            assertThat(MediaTypes.isManifest(entry.mediaType())).isTrue();
            assertThat(entry.size()).isPositive();
            assertThat(entry.declaredPlatform()).isPresent();
        }
    }

    @Test
    @DisplayName("S05: one tag holds many platforms")
    void putsTwelvePlatformsIntoOneTag() throws Exception {
        Files.writeString(folder.resolve("hello"), "hello\n");
        Requests.dockerfile(folder, "FROM scratch\nCOPY hello /hello\n");
        String[] platforms = {
            "linux/386",
            "linux/amd64",
            "linux/arm/v5",
            "linux/arm/v6",
            "linux/arm/v7",
            "linux/arm64",
            "linux/loong64",
            "linux/mips64le",
            "linux/ppc64le",
            "linux/riscv64",
            "linux/s390x",
            "freebsd/amd64"
        };
        BuildResult result = new MultiPlatformBuild(Engines.of(bed, "a", "b"), Engines.anonymous(), events::add)
                .run(Requests.push(folder, repository, platforms));

        PushedImage image = new PushedImage(repository);
        assertThat(image.entries())
                .extracting(entry -> entry.declaredPlatform().orElseThrow().format())
                .containsExactly(platforms);
        assertThat(image.text(Platform.of("linux", "s390x"), "hello")).isEqualTo("hello\n");
        assertThat(result.platforms())
                .extracting(platform -> platform.plan().node().name())
                .as("spread over both nodes")
                .contains("engine-a", "engine-b");
    }

    @Test
    @DisplayName("S25, S26, S42: BUILDPLATFORM is the node's, TARGETPLATFORM the one asked for")
    void givesTheDockerfileItsPlatforms() throws Exception {
        new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add)
                .run(Requests.push(Requests.seed("log"), repository, "linux/amd64", "linux/arm64"));

        PushedImage image = new PushedImage(repository);
        assertThat(image.text(Engines.AMD64, "log"))
                .isEqualTo("I am running on linux/amd64, building for linux/amd64\n");
        assertThat(image.text(Engines.ARM64, "log"))
                .isEqualTo("I am running on linux/amd64, building for linux/arm64\n");
        assertThat(planned().plan().platforms())
                .as("cross: both on one node, nothing emulated")
                .extracting(place -> place.strategy())
                .containsExactly(Strategy.NATIVE, Strategy.CROSS);
    }

    @Test
    @DisplayName("S49: the updated Go server cross-compiles, and each image has its platform's machine code")
    void crossCompilesTheGoServer() throws Exception {
        String policy = Files.readString(bed.path("sourcepolicy"));
        BuildResult result = new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add)
                .run(Requests.push(
                        Requests.withPolicy(Requests.seed("go-cross"), policy),
                        List.of(repository),
                        "linux/amd64,linux/arm64"));

        PushedImage image = new PushedImage(repository);
        assertThat(image.file(Engines.AMD64, "server")[ELF_MACHINE] & 0xff).isEqualTo(X86_64);
        assertThat(image.file(Engines.ARM64, "server")[ELF_MACHINE] & 0xff).isEqualTo(AARCH64);
        assertThat(result.platforms())
                .extracting(platform -> platform.plan().strategy())
                .containsExactly(Strategy.NATIVE, Strategy.CROSS);
        assertThat(result.platforms().get(1).plan().reason())
                .isEqualTo("engine-a is linux/amd64; no step runs programs of linux/arm64");
    }

    @Test
    @DisplayName("S27: several tags, of several repositories, all name the same digest")
    void movesAllTagsOfAllRepositories() throws Exception {
        String other = bed.get("registry.plain") + "/other/" + UUID.randomUUID();
        BuildResult result = new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), events::add)
                .run(Requests.push(
                        BuildInput.of(Requests.seed("emulation").toString()),
                        List.of(repository + ":1", repository + ":1.0", other),
                        "linux/amd64,linux/arm64"));
        for (String tag : List.of(repository + ":1", repository + ":1.0", other + ":latest")) {
            assertThat(new PushedImage(tag).manifest().orElseThrow().digest()).hasToString(result.digest());
        }
    }

    @Test
    @DisplayName("S28: no tag moves before every image and the index are there")
    void movesTagsLast() throws Exception {
        new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), events::add)
                .run(Requests.push(
                        BuildInput.of(Requests.seed("emulation").toString()),
                        List.of(repository + ":1", repository + ":2"),
                        "linux/amd64,linux/arm64"));
        assertThat(events)
                .filteredOn(event -> !(event instanceof BuildEvent.PlatformProgress))
                .extracting(event -> event.getClass().getSimpleName())
                .containsSubsequence(
                        "Planned", "PlatformFinished", "PlatformFinished", "IndexPut", "TagMoved", "TagMoved")
                .endsWith("IndexPut", "TagMoved", "TagMoved");
    }

    @Test
    void sendsTheContextOnceForAllPlatformsOfANode() throws Exception {
        Files.write(folder.resolve("data"), new byte[3 << 20]);
        Requests.dockerfile(folder, "FROM scratch\nCOPY data /data\n");
        new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add)
                .run(Requests.push(folder, repository, "linux/amd64,linux/arm64,linux/s390x"));
        long transfers = events.stream()
                .filter(event -> event instanceof BuildEvent.PlatformProgress progress
                        && progress.event() instanceof ProgressEvent.Transfer transfer
                        && transfer.completed()
                        && transfer.name().startsWith("transferring")
                        && transfer.current() > 3 << 20)
                .map(event -> ((BuildEvent.PlatformProgress) event).event().vertex())
                .distinct()
                .count();
        assertThat(transfers)
                .as("one step of the daemon, shared by three solves")
                .isEqualTo(1);
    }

    @Test
    void keepsTheFinishedPlatformWhenTheOtherFails() throws Exception {
        Requests.dockerfile(folder, "FROM alpine\nRUN [ $(uname -m) = x86_64 ] || exit 3\n");
        BuildException failure = null;
        try {
            new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), events::add)
                    .run(Requests.push(folder, repository, "linux/amd64,linux/arm64"));
        } catch (BuildException e) {
            failure = e;
        }
        assertThat(failure).isNotNull();
        assertThat(failure.finished()).singleElement().satisfies(image -> {
            assertThat(image.plan().platform()).isEqualTo(Engines.AMD64);
            assertThat(new PushedImage(repository + "@" + image.descriptor().digest()).manifest())
                    .isPresent();
        });
        assertThat(failure)
                .hasMessage("linux/arm64 on engine-b: failed to solve: process \"/bin/sh -c [ $(uname -m) = x86_64 ] ||"
                        + " exit 3\" did not complete successfully: exit code: 3\n(linux/amd64 is finished and can be"
                        + " used: " + failure.finished().get(0).descriptor().digest() + ")");
        assertThat(new PushedImage(repository).manifest()).as("the tag").isEmpty();
    }

    @Test
    void buildsWithoutPublishingWhenThereIsNoTag() throws Exception {
        BuildResult result = new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add)
                .run(new BuildRequest(
                        List.of("linux/amd64"),
                        BuildInput.of(Requests.seed("emulation").toString()),
                        List.of(),
                        false,
                        RunPolicy.of(EmulationPolicy.WARN),
                        ""));
        assertThat(result.digest()).isEmpty();
        assertThat(planned().plan().notes())
                .contains("No output specified. Build result will only remain in the build cache. To publish it, give a"
                        + " tag and ask for a push");
    }

    @Test
    void passesArgumentsTargetAndLabels() throws Exception {
        Requests.dockerfile(folder, """
            FROM alpine AS wanted
            ARG GREETING
            RUN echo "$GREETING" > /greeting
            FROM wanted AS unwanted
            RUN exit 1
            """);
        BuildInput input = BuildInput.of(folder.toString())
                .withTarget("wanted")
                .withBuildArgs(Map.of("GREETING", "hello, \"world\" $HOME"))
                .withLabels(Map.of("org.example", "a b"))
                .withNoCache(true)
                .withPull(true);
        new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), events::add)
                .run(Requests.push(input, List.of(repository), "linux/amd64,linux/arm64"));
        assertThat(new PushedImage(repository).text(Engines.ARM64, "greeting")).isEqualTo("hello, \"world\" $HOME\n");
    }

    private BuildEvent.Planned planned() {
        return events.stream()
                .filter(BuildEvent.Planned.class::isInstance)
                .map(BuildEvent.Planned.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
