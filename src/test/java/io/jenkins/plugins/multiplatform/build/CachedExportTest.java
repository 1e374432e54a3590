package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two platforms on one engine, every step of them cached, with a file of the context: BuildKit 0.32 loses results. */
@NeedsTestBed
@Timeout(300)
@DisplayName("what is cached already is exported all the same")
class CachedExportTest {
    private static final int BUILDS = 6;
    private static final int CONTEXT_BYTES = 360_000;
    private static final String PLATFORMS = "linux/amd64,linux/arm64";

    @TempDir
    private Path folder;

    private TestBed bed;
    private String repository;
    private final List<BuildEvent> events = new ArrayList<>();

    @BeforeEach
    void prepare(TestBed testBed) throws Exception {
        bed = testBed;
        repository = bed.get("registry.plain") + "/cached-export/" + UUID.randomUUID();
        Files.writeString(folder.resolve("app"), UUID.randomUUID().toString().repeat(CONTEXT_BYTES / 36));
    }

    private void write(String first) throws Exception {
        Requests.dockerfile(folder, """
            FROM alpine
            %s
            COPY app /app
            RUN echo %s && cat /app > /two
            """.formatted(first, UUID.randomUUID()));
    }

    private BuildResult build(int parallel, String tag, String... to) throws Exception {
        events.clear();
        BuildInput input = BuildInput.of(folder.toString())
                .withOptions(BuildOptions.STANDARD.withCaches(CacheOptions.parse(List.of(), List.of(to), List.of())));
        RunPolicy policy = new RunPolicy(EmulationPolicy.WARN, List.of(), 0, Duration.ZERO, false, parallel);
        return new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), events::add)
                .run(new BuildRequest(
                        List.of(PLATFORMS), input, List.of(repository + ":" + tag), true, policy, "cached-export"));
    }

    private List<String> notes() {
        return events.stream()
                .filter(BuildEvent.Noted.class::isInstance)
                .map(event -> ((BuildEvent.Noted) event).text())
                .toList();
    }

    private long filesSent() {
        return events.stream()
                .filter(BuildEvent.PlatformProgress.class::isInstance)
                .map(event -> ((BuildEvent.PlatformProgress) event).event())
                .filter(ProgressEvent.Transfer.class::isInstance)
                .map(event -> (ProgressEvent.Transfer) event)
                .filter(transfer -> transfer.name().startsWith("transferring context"))
                .filter(ProgressEvent.Transfer::completed)
                .mapToLong(ProgressEvent.Transfer::current)
                .max()
                .orElse(0);
    }

    private static CacheRecords records(String cache) throws Exception {
        PushedImage pushed = new PushedImage(cache);
        assertThat(pushed.manifest()).as(cache).isPresent();
        ImageManifest manifest =
                ImageManifest.parse(pushed.manifest().orElseThrow().content());
        return CacheRecords.ofConfig(new String(pushed.blob(manifest.config()), StandardCharsets.UTF_8));
    }

    private void assertWhole(String tag, int layers) throws Exception {
        for (String platform : List.of("linux-amd64", "linux-arm64")) {
            String cache = repository + ":" + tag + "-" + platform;
            assertThat(records(cache).areWhole()).as(cache + notes()).isTrue();
            assertThat(ImageManifest.parse(new PushedImage(cache)
                                    .manifest()
                                    .orElseThrow()
                                    .content())
                            .layers())
                    .as(cache)
                    .hasSize(layers);
        }
    }

    @Test
    void aRegistryGetsEveryPlatformsResultsThoughTheyAreSolvedAtOnce() throws Exception {
        write("");
        build(0, "cold", "type=registry,mode=max,ref=" + repository + ":cold");
        assertThat(notes()).as("of what was built").noneMatch(note -> note.contains("the cache"));
        for (int i = 1; i <= BUILDS; i++) {
            build(0, "t" + i, "type=registry,mode=max,ref=" + repository + ":cache-" + i);
            assertWhole("cache-" + i, 3);
        }
    }

    @Test
    void aRegistryGetsTheLaterStepsOfThePlatformThatIsSolvedSecond() throws Exception {
        write("RUN echo %s > /one".formatted(UUID.randomUUID()));
        build(1, "cold");
        for (String mode : List.of("min", "max")) {
            build(1, mode, "type=registry,mode=" + mode + ",ref=" + repository + ":cache-" + mode);
            assertWhole("cache-" + mode, 4);
            assertThat(filesSent())
                    .as("bytes of the context, which the engine has")
                    .isLessThan(CONTEXT_BYTES / 2);
        }
    }

    @Test
    void anImageCarriesEveryPlatformsResults() throws Exception {
        write("");
        build(1, "cold");
        build(1, "inline", "type=inline");
        PushedImage image = new PushedImage(repository + ":inline");
        for (ContentDescriptor entry : image.entries()) {
            String config = new String(image.blob(image.manifest(entry).config()), StandardCharsets.UTF_8);
            String records = JsonParser.parseString(config)
                    .getAsJsonObject()
                    .get("moby.buildkit.cache.v0")
                    .getAsString();
            assertThat(CacheRecords.ofImage(new String(Base64.getDecoder().decode(records), StandardCharsets.UTF_8))
                            .areWhole())
                    .as(entry.platform() + records)
                    .isTrue();
        }
        assertThat(image.entries()).hasSize(2);
    }

    @Test
    void aFolderGetsEveryPlatformsResults() throws Exception {
        write("");
        build(1, "cold");
        Path cache = folder.resolveSibling(folder.getFileName() + "-cache");
        build(1, "local", "type=local,mode=max,dest=" + cache);
        List<ContentDescriptor> caches = ImageIndex.parse(Files.readAllBytes(cache.resolve("index.json")))
                .manifests();
        assertThat(caches).hasSize(2);
        for (ContentDescriptor one : caches) {
            ImageManifest manifest = ImageManifest.parse(Files.readAllBytes(
                    cache.resolve("blobs/sha256").resolve(one.digest().hex())));
            assertThat(manifest.layers()).as(one.annotations().toString()).hasSize(3);
        }
    }

    @Test
    void aBuildThatHasNoResultsToKeepIsToldSo() throws Exception {
        Requests.dockerfile(folder, "FROM scratch\nENV a=" + UUID.randomUUID() + "\n");
        BuildResult result = build(0, "nothing", "type=registry,ref=" + repository + ":nothing");
        assertThat(result.notes()).isEqualTo(notes());
        assertThat(notes())
                .contains(
                        "linux/amd64: BuildKit on engine-a exported no cache, although one was asked for: \"skipping"
                                + " cache export for empty result\". Other builds will not find results of this one",
                        "linux/arm64: BuildKit on engine-a exported no cache, although one was asked for: \"skipping"
                                + " cache export for empty result\". Other builds will not find results of this one");
        assertThat(new PushedImage(repository + ":nothing").manifest()).isPresent();
    }
}
