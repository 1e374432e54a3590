package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.CacheEntry;
import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon that never built these steps for a platform can have their results from a cache alone. Engines a and b are
 * such daemons for each other's platform: the second build of each test has them swapped.
 */
@NeedsTestBed
@Timeout(180)
@DisplayName("A77, A78: caches per platform")
class CachesTest {
    private static final String PLATFORMS = "linux/amd64,linux/arm64";

    @TempDir
    private Path folder;

    private TestBed bed;
    private String repository;
    private final List<BuildEvent> events = new ArrayList<>();

    @BeforeEach
    void prepare(TestBed testBed) throws Exception {
        bed = testBed;
        repository = bed.get("registry.plain") + "/caches/" + UUID.randomUUID();
        // What a step draws by lot shows who ran it; the label makes it a step that no daemon knows.
        Requests.dockerfile(folder, """
                FROM alpine AS drawn
                RUN echo %s && cat /proc/sys/kernel/random/uuid > /lot
                FROM scratch
                COPY --from=drawn /lot /lot
                """.formatted(UUID.randomUUID()));
    }

    private BuilderInstance engines(String amd64, String arm64) {
        return new BuilderInstance(
                "two", Drivers.DOCKER, List.of(node(amd64, Engines.AMD64), node(arm64, Engines.ARM64)));
    }

    private BuilderNode node(String engine, Platform platform) {
        return new BuilderNode(
                "engine-" + engine, "unix://" + bed.get("engine." + engine + ".socket"), List.of(platform), Map.of());
    }

    private PushedImage build(BuilderInstance builder, String tag, List<String> from, List<String> to)
            throws Exception {
        events.clear();
        BuildInput input = BuildInput.of(folder.toString())
                .withOptions(BuildOptions.STANDARD.withCaches(CacheOptions.parse(from, to, List.of())));
        new MultiPlatformBuild(builder, Engines.anonymous(), events::add)
                .run(Requests.push(input, List.of(repository + ":" + tag), PLATFORMS));
        return new PushedImage(repository + ":" + tag);
    }

    private static void assertSameLots(PushedImage first, PushedImage second) throws Exception {
        assertThat(second.text(Engines.AMD64, "lot")).isEqualTo(first.text(Engines.AMD64, "lot"));
        assertThat(second.text(Engines.ARM64, "lot")).isEqualTo(first.text(Engines.ARM64, "lot"));
        assertThat(first.text(Engines.AMD64, "lot")).isNotEqualTo(first.text(Engines.ARM64, "lot"));
    }

    private List<String> steps(String text) {
        return events.stream()
                .filter(event -> event instanceof BuildEvent.PlatformProgress)
                .map(event -> ((BuildEvent.PlatformProgress) event).event())
                .filter(event -> event instanceof ProgressEvent.Started)
                .map(event -> ((ProgressEvent.Started) event).name())
                .filter(name -> name.contains(text))
                .toList();
    }

    @Test
    void eachPlatformFindsItsOwnResultsOnAnotherNode() throws Exception {
        String cache = repository + ":cache";
        List<String> to = List.of("type=registry,mode=max,ref=" + cache);
        PushedImage first = build(engines("a", "b"), "1", List.of(cache), to);
        assertThat(steps("importing cache manifest"))
                .as("of what is not there yet")
                .isEmpty();
        assertThat(new PushedImage(cache).manifest()).as("the plain place").isEmpty();
        assertThat(new PushedImage(cache + "-linux-amd64").manifest()).isPresent();
        assertThat(new PushedImage(cache + "-linux-arm64").manifest()).isPresent();

        PushedImage second = build(engines("b", "a"), "2", List.of(cache), List.of());
        assertSameLots(first, second);
    }

    private List<String> tags(Path cache) throws Exception {
        return ImageIndex.parse(Files.readAllBytes(cache.resolve("index.json"))).manifests().stream()
                .map(image -> image.annotations().get("org.opencontainers.image.ref.name"))
                .sorted()
                .toList();
    }

    @Test
    void eachPlatformFindsItsOwnResultsInAFolder() throws Exception {
        Path cache = folder.resolve("cache");
        List<String> from = List.of("type=local,src=" + cache);
        List<String> to = List.of("type=local,mode=max,dest=" + cache, repository + ":cache");
        PushedImage first = build(engines("a", "b"), "1", from, to);
        assertThat(tags(cache)).containsExactly("latest-linux-amd64", "latest-linux-arm64");

        PushedImage second = build(engines("b", "a"), "2", from, List.of("type=local,tag=x,dest=" + cache));
        assertSameLots(first, second);
        assertThat(tags(cache))
                .containsExactly("latest-linux-amd64", "latest-linux-arm64", "x-linux-amd64", "x-linux-arm64");
        try (var files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.matches("[0-9a-f]{64}|index.json|oci-layout"));
        }
    }

    @Test
    void aFolderThatCanNotBeWrittenIsNoReasonToFail() throws Exception {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve("index.json"), "{");
        build(engines("a", "b"), "1", List.of("type=local,src=" + broken), List.of("type=local,dest=" + broken));
        assertThat(events)
                .filteredOn(event -> event instanceof BuildEvent.Noted)
                .extracting(BuildEvent::toString)
                .anyMatch(text -> text.contains("the cache of linux/arm64 in " + broken
                        + " can't be found by other builds: could not read " + broken + "/index.json: "));
        Path file = Files.writeString(folder.resolve("file"), "");
        build(engines("a", "b"), "2", List.of(), List.of("type=local,dest=" + file));
        assertThatThrownBy(() ->
                        build(engines("a", "b"), "3", List.of(), List.of("type=local,ignore-error=false,dest=" + file)))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> build(
                        engines("a", "b"), "4", List.of(), List.of("type=local,ignore-error=false,dest=" + broken)))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("can't be found by other builds");
    }

    @Test
    void anImageCanCarryTheCacheOfAllItsPlatforms() throws Exception {
        PushedImage first = build(engines("a", "b"), "1", List.of(), List.of("type=inline"));
        Requests.dockerfile(folder, Requests.text(folder).replace("FROM scratch\n", "FROM drawn\n"));
        PushedImage changed = build(engines("a", "b"), "2", List.of(), List.of("type=inline"));
        assertSameLots(first, changed);
        PushedImage second = build(engines("b", "a"), "3", List.of(repository + ":2"), List.of());
        assertSameLots(first, second);
    }

    @Test
    void aCacheThatCanNotBeWrittenIsNoReasonToFail() throws Exception {
        String nowhere = "127.0.0.1:9/no/cache:1";
        build(engines("a", "b"), "1", List.of(nowhere), List.of(nowhere));
        assertThat(steps("importing cache manifest"))
                .as("the daemon may reach more than we")
                .isNotEmpty();
        assertThatThrownBy(() -> build(
                        engines("a", "b"), "2", List.of(), List.of("type=registry,ignore-error=false,ref=" + nowhere)))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("failed to solve: error writing layer blob")
                .hasMessageContaining("connection refused");
    }

    @Test
    void theClassicStoreExportsNoCache() {
        BuildInput input = BuildInput.of(folder.toString())
                .withOptions(BuildOptions.STANDARD.withCaches(new CacheOptions(
                        List.of(), List.of(new CacheEntry("registry", Map.of("ref", repository))), List.of())));
        assertThatThrownBy(() -> new MultiPlatformBuild(Engines.of(bed, "c"), Engines.anonymous(), events::add)
                        .run(new BuildRequest(
                                List.of("linux/amd64"),
                                input,
                                List.of(),
                                false,
                                RunPolicy.of(EmulationPolicy.WARN),
                                "")))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("no valid drivers found: Cache export is not supported for the docker driver.\n"
                        + "Switch to a different driver, or turn on the containerd image store, and try again.\n"
                        + "Learn more at https://docs.docker.com/go/build-cache-backends/\n(node engine-c at unix://");
    }
}
