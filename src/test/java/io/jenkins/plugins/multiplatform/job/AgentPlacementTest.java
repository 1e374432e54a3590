package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.plan.Emulation;
import io.jenkins.plugins.multiplatform.plan.Placed;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Which agent gets which platform, by which rule, and who is never asked. */
class AgentPlacementTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final Platform S390X = Platform.of("linux", "s390x");
    private static final Emulation NEEDED = (target, natives) -> Optional.of("stage build runs RUN");
    private static final Emulation NOT_NEEDED = (target, natives) -> Optional.empty();

    private final MemoryFleet fleet = new MemoryFleet();
    private Set<Platform> waiting = Set.of(AMD64, ARM64, S390X);
    private Map<String, String> step = Map.of();
    private List<AgentRules.LabelledNode> builder = List.of();
    private Map<String, String> global = Map.of();
    private Map<String, String> last = Map.of();

    @Test
    void findsAgentsByTheUsualLabelsWithNoSetUpAtAll() throws Exception {
        fleet.with("ws", "").with("one", "amd64", AMD64, ARM64).with("two", "aarch64", ARM64);
        Placed placed = place(AMD64, ARM64);
        assertThat(agents(placed)).containsExactly("one", "two");
        assertThat(placed.platforms()).extracting(PlannedPlatform::strategy).containsOnly(Strategy.NATIVE);
        assertThat(placed.platforms().get(1).reason())
                .isEqualTo("label \"aarch64\" (usual label of the architecture); two is linux/arm64");
    }

    @Test
    void takesNoExclusiveAgentForALabelThatNobodyWrote() throws Exception {
        fleet.with("reserved", "arm64", ARM64).with("open", "arm64", ARM64);
        fleet.exclusive.add("reserved");
        AgentPlacement placement = new AgentPlacement(fleet, rules(), preference(), waiting::contains);
        Placed placed = placement.place(List.of(ARM64), true, NOT_NEEDED);
        assertThat(agents(placed)).containsExactly("open");
        assertThat(placement.candidates(ARM64)).extracting(AgentView::name).containsExactly("open");
        assertThat(fleet.probed).containsExactly("open");
    }

    @Test
    void takesAnExclusiveAgentWhereItsLabelIsWritten() throws Exception {
        fleet.with("reserved", "arm64", ARM64).with("open", "arm64", ARM64);
        fleet.exclusive.add("reserved");
        fleet.offline("open");
        step = Map.of("linux/arm64", "arm64");
        AgentPlacement placement = new AgentPlacement(fleet, rules(), preference(), waiting::contains);
        assertThat(agents(placement.place(List.of(ARM64), true, NOT_NEEDED))).containsExactly("reserved");
        assertThat(placement.candidates(ARM64)).extracting(AgentView::name).contains("reserved");
    }

    @Test
    void saysHowAnExclusiveAgentIsNamed() throws Exception {
        fleet.with("ws", "", AMD64).with("reserved", "aarch64", ARM64);
        fleet.exclusive.add("reserved");
        assertThat(place(ARM64).unplaced().get(ARM64))
                .startsWith("no agent can build linux/arm64: none is named for it, and those with one of the"
                        + " labels arm64, aarch64 are only for jobs that name them: reserved. Name one with nodes:"
                        + " ['linux/arm64': 'reserved']");
        assertThat(fleet.probed).containsExactly("ws");
    }

    @Test
    void buildsOnTheExclusiveAgentThatTheRunIsOnAlready() throws Exception {
        fleet.with("ws", "amd64", AMD64);
        fleet.exclusive.add("ws");
        assertThat(agents(place(AMD64))).containsExactly("ws");
    }

    @Test
    void asksTheAgentsOfAllPlatformsAtATime() throws Exception {
        fleet.with("one", "amd64", AMD64).with("two", "arm64", ARM64);
        CyclicBarrier both = new CyclicBarrier(2);
        fleet.whenProbed = () -> {
            try {
                both.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("the other one is not asked meanwhile", e);
            }
        };
        assertThat(agents(place(AMD64, ARM64))).containsExactly("one", "two");
        assertThat(fleet.probed).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void asksNobodyWhomNoRuleNames() throws Exception {
        fleet.with("one", "amd64", AMD64).with("two", "arm64", ARM64).with("private", "secret", ARM64);
        place(AMD64, ARM64);
        assertThat(fleet.probed).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void followsTheStepThenTheBuilderThenTheGlobalMapThenNodes() throws Exception {
        AgentSettings declared = new AgentSettings(true, List.of(ARM64), "docker", "", Map.of(), 1);
        fleet.with("by-step", "graviton docker", ARM64)
                .with("by-builder", "built", ARM64)
                .with("by-global", "global", ARM64)
                .with("by-node", "", declared, true, ARM64)
                .with("by-label", "arm64", ARM64);
        assertThat(agents(place(ARM64))).containsExactly("by-node");
        global = Map.of("linux/arm64", "global");
        assertThat(agents(place(ARM64))).containsExactly("by-global");
        builder = List.of(new AgentRules.LabelledNode("built", List.of()));
        assertThat(agents(place(ARM64))).containsExactly("by-builder");
        step = Map.of("linux/arm64", "graviton && docker");
        assertThat(agents(place(ARM64))).containsExactly("by-step");
    }

    @Test
    void takesTheMostSpecificEntryOfAMap() throws Exception {
        Platform v6 = Platform.of("linux", "arm", "v6");
        Platform v7 = Platform.of("linux", "arm", "v7");
        fleet.with("six", "six", v6).with("arm", "any-arm", v7).with("rest", "rest", AMD64);
        step = Map.of("linux/arm/v6", "six", "linux/arm", "any-arm", "default", "rest");
        assertThat(agents(place(v6, v7, AMD64))).containsExactly("six", "arm", "rest");
    }

    @Test
    void prefersTheWorkspacesAgentThenTheOneWithTheCacheThenTheFreestOne() throws Exception {
        AgentSettings many = new AgentSettings(false, List.of(), "docker", "", Map.of(), 9);
        fleet.with("few", "amd64", AMD64).with("free", "amd64", many, true, AMD64);
        assertThat(agents(place(AMD64))).containsExactly("free");
        last = Map.of("linux/amd64", "few");
        assertThat(agents(place(AMD64))).containsExactly("few");
        fleet.with("ws", "amd64", AMD64);
        assertThat(agents(place(AMD64))).containsExactly("ws");
    }

    @Test
    void takesAnotherAgentOfTheLabelWhenAnEngineIsDead() throws Exception {
        fleet.with("dead", "amd64").with("alive", "amd64", AMD64);
        last = Map.of("linux/amd64", "dead");
        Placed placed = place(AMD64);
        assertThat(agents(placed)).containsExactly("alive");
        assertThat(placed.notes()).containsExactly("not used: agent dead: Cannot connect to the Docker Engine");
    }

    @Test
    void neverUsesAnAgentWhereTheRunMayNotBuild() throws Exception {
        fleet.with("ws", "").with("theirs", "arm64", AgentSettings.standard(), false, ARM64);
        Placed placed = place(ARM64);
        assertThat(placed.platforms()).isEmpty();
        assertThat(fleet.probed).doesNotContain("theirs");
        assertThat(placed.unplaced().get(ARM64))
                .startsWith("no agent can build linux/arm64 now, of label \"arm64\" (usual label of the architecture):"
                        + " theirs is not for this job, which lacks the permission Agent/Build there");
    }

    @Test
    void crossCompilesWhereNobodyIsNamed() throws Exception {
        fleet.with("one", "amd64", AMD64);
        Placed placed = new AgentPlacement(fleet, rules(), preference(), waiting::contains)
                .place(List.of(AMD64, S390X), true, NOT_NEEDED);
        assertThat(agents(placed)).containsExactly("one", "one");
        assertThat(placed.platforms().get(1).strategy()).isEqualTo(Strategy.CROSS);
    }

    @Test
    void saysWhatToDoWhereNobodyCanBuildAndSuggestsWhoMight() throws Exception {
        fleet.with("ws", "", AMD64).with("pi", "raspberry", ARM64);
        assertThat(place(ARM64).unplaced().get(ARM64))
                .startsWith(
                        "no agent can build linux/arm64: none is named for it, and none has one of the labels arm64,"
                                + " aarch64. Of that architecture are, but are not named for it: pi (Linux (arm64)); give"
                                + " one the label arm64, or name it with nodes: ['linux/arm64': 'pi']");
        assertThat(fleet.probed).doesNotContain("pi");
    }

    @Test
    void leavesALabelWithoutAgentsToACloud() throws Exception {
        fleet.provisionable.add("spot && arm");
        step = Map.of("linux/arm64", "spot && arm");
        Placed placed = place(ARM64);
        assertThat(placed.platforms()).singleElement().satisfies(place -> {
            assertThat(place.node().name()).isEqualTo("spot && arm");
            assertThat(place.reason()).endsWith("no agent is online, one is provisioned");
        });
    }

    @Test
    void asksACloudForTheUsualLabelsToo() throws Exception {
        fleet.with("ws", "").with("one", "amd64", AMD64);
        fleet.provisionable.addAll(List.of("amd64", "aarch64"));
        Placed placed = place(AMD64, ARM64);
        assertThat(agents(placed)).containsExactly("one", "aarch64");
        assertThat(placed.platforms().get(1).reason())
                .isEqualTo(
                        "label \"aarch64\" (usual label of the architecture): no agent is online, one is provisioned");
    }

    @Test
    void neverTakesAnAgentThatACloudMadeForSomebodyElse() throws Exception {
        AgentSettings declared = new AgentSettings(true, List.of(ARM64), "remote", "tcp://127.0.0.1:1234", Map.of(), 1);
        fleet.with("pod-1", "arm64", declared, true, ARM64).now("pod-1", AgentPresence.RESERVED);
        Placed alone = place(ARM64);
        assertThat(alone.platforms()).isEmpty();
        assertThat(alone.unplaced().get(ARM64))
                .isEqualTo("no agent can build linux/arm64 now, of label \"arm64\" (usual label of the architecture):"
                        + " pod-1 was made for one task, which is not of this run");
        fleet.provisionable.add("arm64");
        assertThat(place(ARM64).platforms().get(0).reason())
                .isEqualTo("label \"arm64\" (usual label of the architecture): no agent is online, one is provisioned");
        assertThat(fleet.probed).isEmpty();
    }

    @Test
    void asksForPlatformsWhereTheWorkspacesAgentHasNoEngine() {
        fleet.with("ws", "").with("one", "amd64", AMD64);
        assertThatThrownBy(() -> place())
                .isInstanceOf(PlanException.class)
                .hasMessage(
                        "no platforms were given, and the agent of the workspace has no engine whose platform would be"
                                + " taken: no valid drivers found: node ws: Cannot connect to the Docker Engine. Give"
                                + " platforms, such as linux/amd64,linux/arm64, or set DOCKER_DEFAULT_PLATFORM");
    }

    @Test
    void buildsForTheWorkspacesAgentWhereNoPlatformIsAsked() throws Exception {
        fleet.with("ws", "", ARM64, AMD64);
        Placed placed = place();
        assertThat(agents(placed)).containsExactly("ws");
        assertThat(placed.platforms().get(0).platform()).isEqualTo(ARM64);
    }

    @Test
    void waitsForAnAgentThatIsOfflineInsteadOfEmulating() throws Exception {
        fleet.with("ws", "amd64", AMD64, ARM64).with("node-b", "arm64", ARM64).offline("node-b");
        Placed placed = place(AMD64, ARM64);
        assertThat(agents(placed)).containsExactly("ws", "arm64");
        assertThat(placed.platforms().get(1).strategy()).isEqualTo(Strategy.NATIVE);
        assertThat(placed.platforms().get(1).reason())
                .isEqualTo("label \"arm64\" (usual label of the architecture): waits for an agent, node-b is offline");
    }

    @Test
    void leavesOutAPlatformThatDoesNotWaitForItsAgent() throws Exception {
        waiting = Set.of();
        fleet.with("node-b", "arm64", ARM64).offline("node-b");
        assertThat(place(ARM64).unplaced())
                .containsEntry(
                        ARM64,
                        "no agent can build linux/arm64 now, of label \"arm64\" (usual label of the architecture):"
                                + " node-b is offline");
    }

    @Test
    void waitsForNobodyWhereTheRunMayNotBuild() throws Exception {
        fleet.with("theirs", "arm64", AgentSettings.standard(), false, ARM64);
        assertThat(place(ARM64).platforms()).isEmpty();
    }

    @Test
    void takesAnAgentThatIsOnlineBeforeOneThatFitsBetterAndIsOffline() throws Exception {
        fleet.with("better", "linux arm64 docker", ARM64)
                .with("there", "linux arm64", ARM64)
                .offline("better");
        Placed placed = place(ARM64);
        assertThat(agents(placed)).containsExactly("there");
        assertThat(placed.notes())
                .containsExactly("agent better is left aside for linux/arm64: it alone has the label \"docker\", but"
                        + " better is offline");
    }

    @Test
    void saysWhichAgentsOfTheLabelAreLeftAsideForThoseWithDocker() throws Exception {
        fleet.with("bare", "linux arm64", ARM64).with("docker", "linux arm64 docker", ARM64);
        Placed placed = place(ARM64);
        assertThat(agents(placed)).containsExactly("docker");
        assertThat(placed.notes())
                .containsExactly("agent bare is left aside for linux/arm64: it lacks the label \"docker\", which others"
                        + " with label \"arm64\" have");
    }

    @Test
    void takesAnotherUsualLabelWhoseAgentIsOnline() throws Exception {
        fleet.with("away", "arm64", ARM64).with("there", "aarch64", ARM64).offline("away");
        Placed placed = place(ARM64);
        assertThat(agents(placed)).containsExactly("there");
        assertThat(placed.notes()).containsExactly("agent away is left aside for linux/arm64: away is offline");
    }

    private Placed place(Platform... platforms) throws Exception {
        fleet.probed.clear();
        return new AgentPlacement(fleet, rules(), preference(), waiting::contains)
                .place(List.of(platforms), true, NEEDED);
    }

    private AgentRules rules() throws InvalidArgumentException {
        return new AgentRules(LabelRule.of("nodes", step), builder, LabelRule.of("global", global));
    }

    private AgentPreference preference() {
        return new AgentPreference("job", "ws", last);
    }

    private static List<String> agents(Placed placed) {
        return placed.platforms().stream().map(place -> place.node().name()).toList();
    }
}
