package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.dockerfile.BaseImage;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.OutputList;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run over agents that come, go and fail. */
@Timeout(60)
class DistributedBuildTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");

    @TempDir
    private Path folder;

    private final MemoryFleet fleet = new MemoryFleet();
    private List<String> outputs = List.of();
    private AgentWait wait = AgentWait.standard();
    private final List<BuildEvent> told = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void writeADockerfile() throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM alpine\nRUN true\n");
    }

    @Test
    void checksOnTheFirstPlatformsAgentAndGivesItBack() throws Exception {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        assertThat(build(Map.of()).check().text()).isEqualTo("linux/amd64 on x\n");
        assertThat(fleet.slots.used("x")).isZero();
        assertThat(fleet.published).isEmpty();
    }

    @Test
    void movesWhatIsNotFinishedToAnotherAgentOfTheLabel() throws Exception {
        fleet.with("x", "amd64", AMD64).with("bad", "arm64", ARM64).with("good", "arm64", ARM64);
        fleet.doing("bad", (share, listener) -> {
            throw new AgentLostException("agent bad was lost: it burns", false, null);
        });
        BuildResult result = build(Map.of("linux/arm64", "bad")).run(List.of(), listeners());

        assertThat(nodes(result)).containsExactly("x", "good");
        assertThat(told)
                .filteredOn(BuildEvent.PlatformRetried.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((BuildEvent.PlatformRetried) event).error())
                        .isEqualTo("agent bad was lost: it burns"));
        assertThat(fleet.slots.used("bad")).isZero();
    }

    @Test
    void returnsWhatAgentsNoteOfTheirShare() throws Exception {
        fleet.with("x", "amd64", AMD64);
        fleet.doing("x", (share, listener) -> {
            listener.on(new BuildEvent.Noted("no cache"));
            return MemoryFleet.build(share, listener);
        });
        fleet.with("y", "arm64", ARM64);
        BuildResult result = build(Map.of()).run(List.of(), listeners());
        assertThat(result.notes()).containsExactly("no cache");
        assertThat(result.withNotes(List.of("a\u001b[2Jb\nc")).notes()).containsExactly("a?[2Jb\nc");
        assertThat(result.withNotes(Collections.nCopies(1000, "x".repeat(5000))).notes())
                .as("what agents say is bounded")
                .hasSize(BuildResult.MAX_NOTES)
                .allMatch(note -> note.length() == 2001);
    }

    @Test
    void hasAnotherAgentMadeWhereACloudCan() throws Exception {
        fleet.with("x", "amd64", AMD64).with("only", "arm64", ARM64);
        fleet.provisionable.add("arm64");
        fleet.doing("only", (share, listener) -> {
            throw new AgentLostException("agent only was lost: it burns", false, null);
        });
        assertThat(nodes(build(Map.of()).run(List.of(), listeners()))).containsExactly("x", "made");
    }

    @Test
    void buildsTheOthersWhileAPlatformWaitsForItsAgent() throws Exception {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64).offline("y");
        CountDownLatch built = new CountDownLatch(1);
        fleet.doing("x", (share, listener) -> {
            PlatformOutcomes outcomes = MemoryFleet.build(share, listener);
            built.countDown();
            return outcomes;
        });
        fleet.whenWaited = () -> {
            if (built.getCount() == 0) {
                fleet.now("y", AgentPresence.ONLINE);
            }
        };
        RunPolicy oneAtATime = new RunPolicy(EmulationPolicy.ALLOW, List.of(), 0, Duration.ZERO, false, 1);
        assertThat(nodes(build(oneAtATime, Map.of()).run(List.of(), listeners())))
                .containsExactly("x", "y");
        assertThat(fleet.patiences).containsExactly(Duration.ofHours(1));
    }

    @Test
    void takesTheOnlyAgentOfTheLabelAgainWhenItHasConnectedAgain() throws Exception {
        fleet.with("x", "amd64", AMD64).with("only", "arm64", ARM64);
        AtomicInteger times = new AtomicInteger();
        fleet.doing("only", (share, listener) -> {
            if (times.incrementAndGet() == 1) {
                fleet.offline("only");
                throw new AgentLostException("agent only was lost: it burns", false, null);
            }
            return MemoryFleet.build(share, listener);
        });
        fleet.whenWaited = () -> fleet.now("only", AgentPresence.ONLINE);
        assertThat(nodes(build(Map.of()).run(List.of(), listeners()))).containsExactly("x", "only");
        assertThat(times).hasValue(2);
    }

    @Test
    void doesNotTakeALostAgentAgainOverTheSameConnection() throws Exception {
        fleet.with("x", "amd64", AMD64).with("only", "arm64", ARM64);
        AtomicInteger times = new AtomicInteger();
        fleet.doing("only", (share, listener) -> {
            if (times.incrementAndGet() == 1) {
                throw new AgentLostException("agent only was lost: it has not answered for 45 s", false, null);
            }
            return MemoryFleet.build(share, listener);
        });
        AtomicInteger looks = new AtomicInteger();
        fleet.whenWaited = () -> {
            if (looks.incrementAndGet() == 3) {
                fleet.now("only", AgentPresence.ONLINE);
            }
        };
        build(Map.of()).run(List.of(), listeners());
        assertThat(looks.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void emulatesInTheEndWhereTheAgentDidNotComeAndEmulationWasAllowed() throws Exception {
        fleet.with("x", "amd64", AMD64, ARM64).with("y", "arm64", ARM64).offline("y");
        wait = new AgentWait(Duration.ofMillis(1), true);
        BuildResult result = build(Map.of()).run(List.of(), listeners());
        assertThat(nodes(result)).containsExactly("x", "x");
        assertThat(result.platforms().get(1).plan().strategy()).isEqualTo(Strategy.EMULATED);
    }

    @Test
    void failsWhereTheAgentDidNotComeAndEmulationWasNotAllowedInWords() {
        fleet.with("x", "amd64", AMD64, ARM64).with("y", "arm64", ARM64).offline("y");
        wait = new AgentWait(Duration.ofMillis(1), true);
        assertThatThrownBy(() ->
                        build(RunPolicy.of(EmulationPolicy.WARN), Map.of()).run(List.of(), listeners()))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("linux/arm64 on arm64: no agent with label \"arm64\" is online (y is offline)");
    }

    @Test
    void refusesAnAgentThatCameLaterAndWouldEmulateWhereThatIsForbidden() {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", AMD64, ARM64).offline("y");
        fleet.whenWaited = () -> fleet.now("y", AgentPresence.ONLINE);
        assertThatThrownBy(() ->
                        build(RunPolicy.of(EmulationPolicy.FORBID), Map.of()).run(List.of(), listeners()))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("linux/arm64 on arm64: emulation is forbidden, but it could only emulate"
                        + " linux/arm64 (label \"arm64\" (usual label of the architecture); ");
    }

    @Test
    void anOptionalPlatformWaitsForItsAgentOnlyWhenAsked() throws Exception {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64).offline("y");
        RunPolicy optional = new RunPolicy(EmulationPolicy.WARN, List.of("linux/arm64"), 0, Duration.ZERO, false, 0);
        assertThat(nodes(build(optional, Map.of()).run(List.of(), listeners()))).containsExactly("x");
        wait = AgentWait.parse("0");
        fleet.whenWaited = () -> fleet.now("y", AgentPresence.ONLINE);
        assertThat(nodes(build(optional, Map.of()).run(List.of(), listeners()))).containsExactly("x", "y");
        assertThat(fleet.patiences).containsExactly(AgentWait.ENDLESS);
    }

    @Test
    void readsHowLongToWaitForAnAgent() throws Exception {
        assertThat(AgentWait.parse("")).isEqualTo(new AgentWait(Duration.ofHours(1), false));
        assertThat(AgentWait.parse("90s")).isEqualTo(new AgentWait(Duration.ofSeconds(90), true));
        assertThat(AgentWait.parse(" 0 ")).isEqualTo(new AgentWait(AgentWait.ENDLESS, true));
        assertThatThrownBy(() -> AgentWait.parse("soon"))
                .hasMessage("invalid agentTimeout \"soon\": give a time such as 90s, 30m or 2h; a number alone is"
                        + " minutes; 0 waits without end");
    }

    @Test
    void tellsAnAgentThatIsLostWithoutAnotherApartFromAFailure() {
        fleet.with("x", "amd64", AMD64).with("only", "arm64", ARM64);
        wait = new AgentWait(Duration.ofMillis(1), true);
        fleet.doing("only", (share, listener) -> {
            throw new AgentLostException("agent only was lost: it burns", false, null);
        });
        assertThatThrownBy(() -> build(Map.of()).run(List.of(), listeners()))
                .isInstanceOf(AgentLostException.class)
                .hasMessageStartingWith("linux/arm64 on only: agent only was lost: it burns; then no agent with label"
                        + " \"arm64\" is online (only was lost and has not connected again)\n(linux/amd64 is finished");
        assertThat(fleet.published).isEmpty();
        assertThat(fleet.slots.used("only")).isZero();
    }

    @Test
    void takesAnotherAgentWhenADaemonIsDead() throws Exception {
        fleet.with("x", "amd64", AMD64).with("bad", "arm64", ARM64).with("good", "arm64", ARM64);
        fleet.doing(
                "bad",
                (share, listener) -> new PlatformOutcomes(
                        List.of(),
                        List.of(PlatformFailure.lost(share.platforms().get(0), "no daemon"))));
        assertThat(nodes(build(Map.of("linux/arm64", "bad")).run(List.of(), listeners())))
                .containsExactly("x", "good");
    }

    @Test
    void buildsNothingAgainThatIsFinished() throws Exception {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        List<PlatformImage> before = build(Map.of()).run(List.of(), listeners()).platforms();
        fleet.doing("x", (share, listener) -> {
            throw new IllegalStateException("built again: " + share);
        });
        told.clear();
        BuildResult result = build(Map.of()).run(before.subList(0, 1), listeners());

        assertThat(result.platforms().get(0)).isEqualTo(before.get(0));
        assertThat(told).filteredOn(BuildEvent.PlatformKept.class::isInstance).hasSize(1);
    }

    @Test
    void endsTheOthersWithTheFirstFailureWhenAsked() {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        CountDownLatch never = new CountDownLatch(1);
        fleet.doing("x", (share, listener) -> {
            never.await();
            return MemoryFleet.build(share, listener);
        });
        fleet.doing(
                "y",
                (share, listener) -> new PlatformOutcomes(
                        List.of(),
                        List.of(PlatformFailure.cancelled(share.platforms().get(0), "it is a test"))));
        RunPolicy failFast = new RunPolicy(EmulationPolicy.ALLOW, List.of(), 0, Duration.ZERO, true, 0);
        assertThatThrownBy(() -> build(failFast, Map.of()).run(List.of(), listeners()))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("linux/amd64 on x: cancelled, because another platform failed");
        assertThat(fleet.slots.used("x")).isZero();
    }

    @Test
    void buildsNoMoreAtOnceThanAllowed() throws Exception {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        for (String agent : List.of("x", "y")) {
            fleet.doing(agent, (share, listener) -> {
                order.add("begin");
                PlatformOutcomes outcomes = MemoryFleet.build(share, listener);
                order.add("end");
                return outcomes;
            });
        }
        build(new RunPolicy(EmulationPolicy.ALLOW, List.of(), 0, Duration.ZERO, false, 1), Map.of())
                .run(List.of(), listeners());
        assertThat(order).containsExactly("begin", "end", "begin", "end");
    }

    @Test
    void twentyRunsThatCrossOverTwoAgentsOfOneSlotAllFinish() throws Exception {
        AgentSettings one = new AgentSettings(false, List.of(), "docker", "", Map.of(), 1);
        fleet.with("x", "amd64", one, true, AMD64).with("y", "arm64", one, true, ARM64);
        ExecutorService executor = Executors.newFixedThreadPool(20);
        try {
            List<Future<BuildResult>> runs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String[] platforms = i % 2 == 0
                        ? new String[] {"linux/amd64", "linux/arm64"}
                        : new String[] {"linux/arm64", "linux/amd64"};
                runs.add(executor.submit(() -> build(RunPolicy.of(EmulationPolicy.ALLOW), Map.of(), platforms)
                        .run(List.of(), listeners())));
            }
            for (Future<BuildResult> run : runs) {
                assertThat(run.get(50, TimeUnit.SECONDS).platforms()).hasSize(2);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(fleet.slots.used("x")).isZero();
        assertThat(fleet.slots.used("y")).isZero();
    }

    @Test
    void givesEverySlotBackWhenItIsStopped() throws Exception {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        CountDownLatch begun = new CountDownLatch(2);
        for (String agent : List.of("x", "y")) {
            fleet.doing(agent, (share, listener) -> {
                begun.countDown();
                new CountDownLatch(1).await();
                return MemoryFleet.build(share, listener);
            });
        }
        ExecutorService executor = Executors.newSingleThreadExecutor();
        DistributedBuild build = build(Map.of());
        executor.submit(() -> build.run(List.of(), listeners()));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        executor.shutdownNow();
        assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fleet.slots.used("x")).isZero();
        assertThat(fleet.slots.used("y")).isZero();
        assertThat(fleet.published).isEmpty();
    }

    @Test
    void putsOutputsTogetherBeforeATagMovesAndClosesThemAtTheEnd() throws Exception {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        outputs = List.of("type=local,dest=out");
        List<PlatformImage> before = build(Map.of()).run(List.of(), listeners()).platforms();
        assertThat(fleet.outputs).containsExactly("opened", "finished linux/amd64,linux/arm64", "published", "closed");
        told.clear();
        build(Map.of()).run(before, listeners());
        assertThat(told)
                .as("an image in a registry has no files for the workspace")
                .noneMatch(BuildEvent.PlatformKept.class::isInstance);
    }

    @Test
    void opensNoOutputsWhereNoneComeBack() throws Exception {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        outputs = List.of("type=registry");
        build(Map.of()).run(List.of(), listeners());
        assertThat(fleet.outputs).containsExactly("published");
    }

    @Test
    void aRequiredPlatformThatFailsLeavesNoOutput() {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        fleet.doing("y", DistributedBuildTest::fail);
        outputs = List.of("type=tar,dest=out.tar");
        assertThatThrownBy(() -> build(Map.of()).run(List.of(), listeners()))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("linux/arm64 on y: cancelled, because it is a test\n(linux/amd64 is finished");
        assertThat(fleet.outputs).containsExactly("opened", "closed");
    }

    @Test
    void anOptionalPlatformThatFailsIsLeftOutOfTheOutputs() throws Exception {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        fleet.doing("y", DistributedBuildTest::fail);
        outputs = List.of("type=tar,dest=out.tar");
        build(new RunPolicy(EmulationPolicy.ALLOW, List.of("linux/arm64"), 0, Duration.ZERO, false, 0), Map.of())
                .run(List.of(), listeners());
        assertThat(fleet.outputs).containsExactly("opened", "finished linux/amd64", "published", "closed");
    }

    @Test
    void outputsThatCanNotBePutTogetherMoveNoTag() {
        fleet.with("x", "amd64", AMD64).with("y", "arm64", ARM64);
        fleet.unfinished = "the disk is full";
        outputs = List.of("type=tar,dest=out.tar");
        assertThatThrownBy(() -> build(Map.of()).run(List.of(), listeners()))
                .isInstanceOf(BuildException.class)
                .hasMessage("the disk is full");
        assertThat(fleet.outputs).containsExactly("opened", "finished linux/amd64,linux/arm64", "closed");
        assertThat(fleet.published).isEmpty();
    }

    private static PlatformOutcomes fail(BuildPlan share, BuildListener listener) {
        return new PlatformOutcomes(
                List.of(), List.of(PlatformFailure.cancelled(share.platforms().get(0), "it is a test")));
    }

    @Test
    void namesEveryPlatformThatHasNoAgent() {
        fleet.with("ws", "");
        assertThatThrownBy(() -> build(Map.of()).run(List.of(), listeners()))
                .isInstanceOf(BuildException.class)
                .hasMessageMatching("(?s)no agent can build linux/amd64: .*\\nno agent can build linux/arm64: .*");
    }

    @Test
    void showsThePlanWithoutBuilding() throws Exception {
        fleet.with("x", "amd64", AMD64, ARM64).with("y", "raspberry", ARM64);
        PlanReport report = build(Map.of("linux/arm64", "x"), "linux/amd64").dryRun();
        assertThat(report.lines().get(0)).startsWith("PLATFORM     AGENT  STRATEGY  LABEL  COULD TAKE IT  WHY");
        assertThat(report.lines().get(1)).startsWith("linux/amd64  x      native    amd64  x");
        assertThat(report.lines()).contains("tag: example.com/app:1");
        assertThat(fleet.published).isEmpty();
    }

    @Test
    void whatBaseImagesAddCountsForThePolicyBeforeAnythingIsBuilt() throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM example.com/base\nCOPY a /\n");
        fleet.with("x", "amd64", AMD64, ARM64);
        RunPolicy forbid = RunPolicy.of(EmulationPolicy.FORBID);
        List<BaseImage> asked = new ArrayList<>();
        fleet.baseImages = images -> {
            asked.addAll(images);
            return Map.of();
        };
        assertThat(nodes(build(forbid, Map.of()).run(List.of(), listeners()))).containsExactly("x", "x");
        assertThat(asked).containsExactly(new BaseImage("example.com/base", ARM64, 0));

        fleet.published.clear();
        fleet.baseImages = images -> Map.of(images.iterator().next(), List.of("RUN uname -m"));
        assertThatThrownBy(() -> build(forbid, Map.of()).run(List.of(), listeners()))
                .isInstanceOf(BuildException.class)
                .hasMessageStartingWith("emulation is forbidden, but linux/arm64 would be emulated on x (")
                .hasMessageContaining("stage stage-0 runs RUN (ONBUILD of example.com/base) for a foreign platform");
        assertThat(fleet.published).isEmpty();
    }

    private DistributedBuild build(Map<String, String> last, String... platforms) throws Exception {
        return build(RunPolicy.of(EmulationPolicy.ALLOW), last, platforms);
    }

    private DistributedBuild build(RunPolicy policy, Map<String, String> last, String... platforms) throws Exception {
        BuildRequest request = new BuildRequest(
                platforms.length == 0 ? List.of("linux/amd64", "linux/arm64") : List.of(platforms),
                BuildInput.of(folder.toString()),
                List.of("example.com/app:1"),
                true,
                policy,
                "",
                OutputList.of(outputs, true, List.of("example.com/app:1")).outputs());
        AgentRules rules = new AgentRules(LabelRule.of("nodes", Map.of()), List.of(), LabelRule.of("global", Map.of()));
        return new DistributedBuild(
                fleet,
                rules,
                new AgentPreference("job", "ws", last),
                wait,
                request,
                ContextFacts.read(request.input(), RegistrySettings.standard()));
    }

    private RunListeners listeners() {
        return new RunListeners(told::add, event -> {});
    }

    private static List<String> nodes(BuildResult result) {
        return result.platforms().stream()
                .map(image -> image.plan().node().name())
                .toList();
    }
}
