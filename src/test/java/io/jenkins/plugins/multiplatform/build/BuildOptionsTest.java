package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.options.StepOptions;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Options as the steps of real builds see them. */
@NeedsTestBed
@Timeout(120)
class BuildOptionsTest {
    private static final String PLATFORMS = "linux/amd64,linux/arm64";

    @TempDir
    private Path folder;

    private TestBed bed;
    private String repository;
    private final List<BuildEvent> events = new ArrayList<>();

    @BeforeEach
    void nameARepository(TestBed testBed) {
        bed = testBed;
        repository = bed.get("registry.plain") + "/options/" + UUID.randomUUID();
    }

    private BuildInput dockerfile(String text) throws Exception {
        Requests.dockerfile(folder, text);
        return BuildInput.of(folder.toString()).withNoCache(true);
    }

    private PushedImage build(BuildInput input, BuildOptions options) throws Exception {
        new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), events::add)
                .run(Requests.push(input.withOptions(options), List.of(repository), PLATFORMS));
        return new PushedImage(repository);
    }

    private List<String> notes() {
        return events.stream()
                .filter(BuildEvent.Planned.class::isInstance)
                .flatMap(event -> ((BuildEvent.Planned) event).plan().notes().stream())
                .toList();
    }

    @Test
    void stepsRunAsAskedOnEveryNode() throws Exception {
        StepOptions steps = StepOptions.parse(
                "none",
                List.of("one.example:10.1.2.3", "gateway.example:host-gateway"),
                "8m",
                List.of("nofile=123:456"),
                "mpb-test",
                List.of());
        PushedImage image = build(dockerfile("""
                FROM alpine
                RUN { cat /etc/hosts; ulimit -n; ulimit -Hn; grep shm /proc/mounts; ls /sys/class/net; } > /seen
                """), BuildOptions.STANDARD.withSteps(steps));
        for (var platform : List.of(Engines.AMD64, Engines.ARM64)) {
            assertThat(image.text(platform, "seen"))
                    .contains("10.1.2.3\tone.example\n")
                    .containsPattern("\\n[0-9.]+\\tgateway.example\\n")
                    .contains("\n123\n456\n")
                    .contains("size=8192k")
                    .doesNotContain("eth0");
        }
    }

    @Test
    void theHostNetworkIsTheHosts() throws Exception {
        PushedImage image = build(
                dockerfile("FROM alpine\nRUN ls /sys/class/net > /seen\n"),
                BuildOptions.STANDARD.withSteps(StepOptions.parse("host", List.of(), "", List.of(), "", List.of())));
        assertThat(image.text(Engines.AMD64, "seen").lines())
                .containsAll(NetworkInterface.networkInterfaces()
                        .map(NetworkInterface::getName)
                        .toList());
    }

    @Test
    void anEntitlementThatTheDaemonDoesNotGrantFailsInItsWords() throws Exception {
        BuildInput input = dockerfile("FROM alpine\nRUN --security=insecure true\n");
        StepOptions steps = StepOptions.parse("", List.of(), "", List.of(), "", List.of("security.insecure"));
        assertThatThrownBy(() -> build(input, BuildOptions.STANDARD.withSteps(steps)))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("failed to solve: granting entitlement security.insecure is not allowed by build"
                        + " daemon configuration");
    }

    @Test
    void namedContextsAreFoldersOrImagesAndMayDifferPerPlatform() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.writeString(shared.resolve("name"), "shared\n");
        Path arm = Files.createDirectory(folder.resolve("arm"));
        Files.writeString(arm.resolve("name"), "arm\n");
        PushedImage image = build(
                dockerfile("""
                FROM base
                COPY --from=files name /name
                COPY --from=common name /common
                """),
                BuildOptions.STANDARD.withContexts(NamedContexts.parse(List.of(
                        "base=docker-image://alpine",
                        "files=" + shared,
                        "files::linux/arm64=" + arm,
                        "common=" + shared))));
        assertThat(image.text(Engines.AMD64, "name")).isEqualTo("shared\n");
        assertThat(image.text(Engines.ARM64, "name")).isEqualTo("arm\n");
        assertThat(image.text(Engines.ARM64, "common")).isEqualTo("shared\n");
    }

    @Test
    void anotherFolderOfTheSameNameIsNotTakenForTheFirst() throws Exception {
        for (String content : List.of("first\n", "other\n")) {
            Path files = Files.createDirectory(folder.resolve(content.strip()));
            // Of one size and time: by its attributes a daemon can't tell it from the other one.
            Files.setLastModifiedTime(
                    Files.writeString(files.resolve("name"), content), FileTime.fromMillis(86_400_000));
            PushedImage image = build(
                    dockerfile("FROM scratch\nCOPY --from=files name /name\n"),
                    BuildOptions.STANDARD.withContexts(NamedContexts.parse(List.of("files=" + files))));
            assertThat(image.text(Engines.AMD64, "name")).isEqualTo(content);
        }
    }

    @Test
    void refusesANamedContextThatIsNotThere() throws Exception {
        BuildInput input = dockerfile("FROM scratch\n");
        assertThatThrownBy(() -> build(
                        input, BuildOptions.STANDARD.withContexts(NamedContexts.parse(List.of("a=/nowhere/at/all")))))
                .hasMessage("failed to get build context a: stat /nowhere/at/all: no such file or directory");
        String file = folder.resolve("Dockerfile").toString();
        assertThatThrownBy(() ->
                        build(input, BuildOptions.STANDARD.withContexts(NamedContexts.parse(List.of("a=" + file)))))
                .hasMessage("failed to get build context path " + file + ": not a directory");
    }

    @Test
    void skipsTheCacheOfNamedStagesAlone() throws Exception {
        BuildInput input = dockerfile("""
                FROM alpine AS kept
                RUN cat /proc/sys/kernel/random/uuid > /kept
                FROM alpine AS skipped
                RUN cat /proc/sys/kernel/random/uuid > /skipped
                FROM scratch
                COPY --from=kept /kept /kept
                COPY --from=skipped /skipped /skipped
                """)
                .withNoCache(false)
                .withLabels(Map.of("run", UUID.randomUUID().toString()));
        BuildOptions options =
                BuildOptions.STANDARD.withCaches(CacheOptions.parse(List.of(), List.of(), List.of("SKIPPED")));
        PushedImage first = build(input, options);
        String kept = first.text(Engines.ARM64, "kept");
        String skipped = first.text(Engines.ARM64, "skipped");
        PushedImage second = build(input, options);
        assertThat(second.text(Engines.ARM64, "kept")).isEqualTo(kept);
        assertThat(second.text(Engines.ARM64, "skipped")).isNotEqualTo(skipped);
        assertThatThrownBy(() -> build(input.withNoCache(true), options))
                .hasMessage("--no-cache and --no-cache-filter cannot currently be used together");
    }

    @Test
    void anAutomaticArgumentGivenByHandIsAllowedWithANote() throws Exception {
        PushedImage image = build(
                dockerfile("FROM alpine\nARG TARGETARCH\nRUN echo $TARGETARCH > /seen\n")
                        .withBuildArgs(Map.of("TARGETARCH", "pdp11")),
                BuildOptions.STANDARD);
        assertThat(image.text(Engines.ARM64, "seen")).isEqualTo("pdp11\n");
        assertThat(notes())
                .contains("build argument TARGETARCH is given by hand: every platform is built with this one value in"
                        + " place of its own");
    }

    @Test
    void secretsAreNotLetIntoTheProvenance() throws Exception {
        BuildInput input = dockerfile("FROM scratch\nCOPY Dockerfile /\n")
                .withBuildArgs(Map.of("NPM_TOKEN", "canary-7f3a", "VERSION", "1"));
        Attestations max = Attestations.parse(List.of(), "mode=max", "", "");
        assertThatThrownBy(() -> build(input, BuildOptions.STANDARD.withAttestations(max)))
                .hasMessage("the provenance would publish the values of build arguments that seem to be secrets:"
                        + " NPM_TOKEN. Give them as secrets (RUN --mount=type=secret), rename them if they are none,"
                        + " or ask for provenance with mode=min")
                .hasMessageNotContaining("canary");
        build(input, BuildOptions.STANDARD.withAttestations(Attestations.NONE));
        assertThat(notes())
                .contains("build arguments that seem to be secrets can be read in the image's history: NPM_TOKEN;"
                        + " RUN --mount=type=secret keeps them out of it");
    }

    @Test
    void anotherSyntaxRunsItsOwnFrontend() throws Exception {
        build(
                dockerfile("FROM scratch\nCOPY Dockerfile /\n")
                        .withBuildArgs(Map.of("BUILDKIT_SYNTAX", "docker/dockerfile:1")),
                BuildOptions.STANDARD);
        assertThat(events)
                .anyMatch(event -> event instanceof BuildEvent.PlatformProgress progress
                        && progress.event() instanceof ProgressEvent.Started started
                        && started.name().contains("docker-image://docker.io/docker/dockerfile:1"));
    }
}
