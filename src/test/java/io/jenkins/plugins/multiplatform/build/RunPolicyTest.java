package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run when some of its platforms fail, take long, or are there already. */
@NeedsTestBed
class RunPolicyTest {
    private static final RunPolicy PLAIN = RunPolicy.of(EmulationPolicy.ALLOW);

    @TempDir
    private Path folder;

    private TestBed bed;
    private String tag;
    private final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void nameATag(TestBed testBed) {
        bed = testBed;
        tag = bed.get("registry.plain") + "/policy/" + UUID.randomUUID() + ":1";
    }

    @Test
    void publishesWithoutAnOptionalPlatformThatFailsAndNamesIt() throws Exception {
        Requests.dockerfile(folder, "FROM alpine\nRUN [ $(uname -m) = x86_64 ] || exit 3\n");
        BuildResult result =
                run(new RunPolicy(EmulationPolicy.ALLOW, List.of("linux/arm64"), 0, Duration.ZERO, false, 0));

        assertThat(new PushedImage(tag).manifest().orElseThrow().digest()).hasToString(result.digest());
        assertThat(result.platforms())
                .extracting(image -> image.plan().platform())
                .containsExactly(Engines.AMD64);
        assertThat(result.missing())
                .containsExactly(new MissingPlatform(
                        "linux/arm64",
                        "failed to solve: process \"/bin/sh -c [ $(uname -m) = x86_64 ] || exit 3\" did not complete"
                                + " successfully: exit code: 3"));
    }

    @Test
    void leavesOutAnOptionalPlatformThatNobodyCanBuild() throws Exception {
        Requests.dockerfile(folder, "FROM alpine\nRUN true\n");
        RunPolicy policy = new RunPolicy(EmulationPolicy.ALLOW, List.of("linux/ppc64le"), 0, Duration.ZERO, false, 0);
        BuildResult result = run(policy, "linux/amd64,linux/ppc64le");

        assertThat(result.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.platform()).isEqualTo("linux/ppc64le");
            assertThat(missing.reason()).startsWith("no node can build linux/ppc64le: ");
        });
    }

    @Test
    void refusesARunWithoutARequiredPlatform() throws Exception {
        Requests.dockerfile(folder, "FROM scratch\n");
        RunPolicy policy = new RunPolicy(EmulationPolicy.ALLOW, List.of("linux/amd64"), 0, Duration.ZERO, false, 0);
        assertThat(catchThrowableOfType(BuildException.class, () -> run(policy, "linux/amd64")))
                .hasMessage("all platforms are optional: at least one must be required");
        RunPolicy other = new RunPolicy(EmulationPolicy.ALLOW, List.of("linux/arm"), 0, Duration.ZERO, false, 0);
        assertThat(catchThrowableOfType(BuildException.class, () -> run(other)))
                .hasMessage("optional platform linux/arm/v7 is not among the platforms: linux/amd64, linux/arm64");
    }

    @Test
    void buildsAFailedPlatformAgainOnItsOwn() throws Exception {
        String id = UUID.randomUUID().toString();
        Requests.dockerfile(
                folder,
                "FROM alpine\nRUN --mount=type=cache,id=" + id + ",target=/c : " + id
                        + "; [ $(uname -m) = x86_64 ] || [ -f /c/tried ] || { touch /c/tried; exit 3; }\n");
        BuildResult result = run(new RunPolicy(EmulationPolicy.ALLOW, List.of(), 1, Duration.ZERO, false, 0));

        assertThat(result.platforms()).extracting(PlatformImage::attempts).containsExactly(1, 2);
        assertThat(events)
                .filteredOn(BuildEvent.PlatformRetried.class::isInstance)
                .singleElement()
                .satisfies(event ->
                        assertThat(((BuildEvent.PlatformRetried) event).error()).contains("exit code: 3", ">>> RUN"));
    }

    @Test
    void triesOnceMoreWhenTheEmulatorCrashesAndSaysWhatItWas() throws Exception {
        Requests.dockerfile(
                folder, "FROM alpine\nRUN [ $(uname -m) = x86_64 ] || { sh -c 'kill -SEGV $$'; exit $?; }\n");
        BuildException failure = catchThrowableOfType(BuildException.class, () -> run(PLAIN));

        assertThat(failure)
                .hasMessageContaining("(QEMU failed while it emulated linux/arm64 on engine-b: this is a fault of the"
                        + " emulation, not of the build.");
        assertThat(events)
                .filteredOn(BuildEvent.PlatformRetried.class::isInstance)
                .hasSize(1);
    }

    @Test
    void cancelsAPlatformThatTakesTooLongAndLeavesTheOthers() throws Exception {
        Requests.dockerfile(folder, "FROM alpine\nRUN [ $(uname -m) = x86_64 ] || sleep 600\n");
        RunPolicy policy = new RunPolicy(EmulationPolicy.ALLOW, List.of(), 0, Duration.ofSeconds(15), false, 0);
        BuildException failure = catchThrowableOfType(BuildException.class, () -> run(policy));

        assertThat(failure)
                .hasMessageStartingWith("linux/arm64 on engine-b: not built within 15 s, the time limit for a platform;"
                        + " it was cancelled\n(linux/amd64 is finished and can be used: sha256:");
    }

    @Test
    void cancelsAPlatformWhoseInstructionIsSilentForTooLong() throws Exception {
        Requests.dockerfile(
                folder,
                "FROM alpine\nRUN echo " + UUID.randomUUID()
                        + " && if [ $(uname -m) = x86_64 ]; then for i in 1 2 3 4 5;"
                        + " do sleep 2; echo $i; done; else sleep 600; fi\n");
        BuildException failure =
                catchThrowableOfType(BuildException.class, () -> run(PLAIN.withStallTimeout(Duration.ofSeconds(8))));

        assertThat(failure)
                .hasMessageMatching("(?s)linux/arm64 on engine-b: \\[2/2] RUN echo .* has written nothing for 8 s, the"
                        + " limit that stallTimeout sets; it was cancelled\n"
                        + "\\(linux/amd64 is finished and can be used: sha256:.*");
    }

    @Test
    void endsTheOthersWithTheFirstFailureWhenAsked() throws Exception {
        Requests.dockerfile(folder, "FROM alpine\nRUN [ $(uname -m) = x86_64 ] && exit 3 || sleep 600\n");
        RunPolicy policy = new RunPolicy(EmulationPolicy.ALLOW, List.of(), 0, Duration.ZERO, true, 0);
        BuildException failure = catchThrowableOfType(BuildException.class, () -> run(policy));

        assertThat(failure)
                .hasMessageContaining("linux/amd64 on engine-a: failed to solve: ")
                .hasMessageContaining("linux/arm64 on engine-b: cancelled, because linux/amd64 failed");
    }

    @Test
    void buildsNoMoreAtOnceThanAllowed() throws Exception {
        Requests.dockerfile(folder, "FROM alpine\nRUN echo " + UUID.randomUUID() + "\n");
        run(new RunPolicy(EmulationPolicy.ALLOW, List.of(), 0, Duration.ZERO, false, 1));

        assertThat(events)
                .filteredOn(event ->
                        event instanceof BuildEvent.PlatformStarted || event instanceof BuildEvent.PlatformFinished)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("PlatformStarted", "PlatformFinished", "PlatformStarted", "PlatformFinished");
    }

    @Test
    void buildsNothingAgainThatTheRegistryHas() throws Exception {
        Requests.dockerfile(folder, "FROM alpine\nRUN [ $(uname -m) = x86_64 ] || exit 3\n");
        BuildException failure = catchThrowableOfType(BuildException.class, () -> run(PLAIN));
        Requests.dockerfile(folder, "FROM alpine\nRUN uname -m > /arch\n");
        events.clear();

        BuildResult result = new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), events::add)
                .run(request(PLAIN, "linux/amd64,linux/arm64"), failure.finished());

        // Until all are there it names what was pushed, with its attestations; in the result it names the image itself.
        assertThat(result.platforms().get(0))
                .usingRecursiveComparison()
                .ignoringFields("descriptor")
                .isEqualTo(failure.finished().get(0));
        assertThat(events)
                .filteredOn(BuildEvent.PlatformStarted.class::isInstance)
                .extracting(
                        event -> ((BuildEvent.PlatformStarted) event).platform().platform())
                .containsExactly(Engines.ARM64);
        assertThat(new PushedImage(tag).entries()).hasSize(2);
    }

    private BuildResult run(RunPolicy policy) throws Exception {
        return run(policy, "linux/amd64,linux/arm64");
    }

    private BuildResult run(RunPolicy policy, String platforms) throws Exception {
        return new MultiPlatformBuild(Engines.two(bed), Engines.anonymous(), events::add)
                .run(request(policy, platforms));
    }

    private BuildRequest request(RunPolicy policy, String platforms) {
        return new BuildRequest(List.of(platforms), BuildInput.of(folder.toString()), List.of(tag), true, policy, "");
    }
}
