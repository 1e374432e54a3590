package io.jenkins.plugins.multiplatform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final Platform ARM = Platform.of("linux", "arm", "v7");
    private static final Platform S390X = Platform.of("linux", "s390x");
    private static final Emulation NEEDED = (target, natives) -> Optional.of("stage build runs RUN");
    private static final Emulation NOT_NEEDED = (target, natives) -> Optional.empty();

    @Test
    void takesTheNativeNodeAlthoughTheFirstOneCouldEmulate() throws PlanException {
        List<PlannedPlatform> plan = new Planner(List.of(node("first", AMD64, ARM64), node("second", ARM64)), NEEDED)
                .place(List.of(AMD64, ARM64))
                .platforms();
        assertThat(plan).extracting(place -> place.node().name()).containsExactly("first", "second");
        assertThat(plan).extracting(PlannedPlatform::strategy).containsOnly(Strategy.NATIVE);
        assertThat(plan.get(1).reason()).isEqualTo("second is linux/arm64");
    }

    @Test
    void emulatesOnlyWhereNothingElseIsLeftAndSaysWhy() throws PlanException {
        List<PlannedPlatform> plan = new Planner(List.of(node("one", AMD64, ARM64)), NEEDED)
                .place(List.of(ARM64))
                .platforms();
        assertThat(plan.get(0).strategy()).isEqualTo(Strategy.EMULATED);
        assertThat(plan.get(0).reason()).isEqualTo("one is linux/amd64; stage build runs RUN");
    }

    @Test
    void crossCompilesOnANodeThatCanNotEvenEmulate() throws PlanException {
        List<PlannedPlatform> plan = new Planner(List.of(node("one", AMD64)), NOT_NEEDED)
                .place(List.of(S390X))
                .platforms();
        assertThat(plan.get(0).strategy()).isEqualTo(Strategy.CROSS);
        assertThat(plan.get(0).reason()).isEqualTo("one is linux/amd64; no step runs programs of linux/s390x");
    }

    @Test
    void followsThePlatformsSetByHandBeforeAnythingElse() throws PlanException {
        List<PlannedPlatform> plan = new Planner(
                        List.of(node("native", ARM64), byHand("chosen", List.of(ARM64), AMD64, ARM64)), NEEDED)
                .place(List.of(ARM64))
                .platforms();
        assertThat(plan.get(0).node().name()).isEqualTo("chosen");
        assertThat(plan.get(0).strategy())
                .as("what was measured, not what was written")
                .isEqualTo(Strategy.EMULATED);
        assertThat(plan.get(0).reason()).isEqualTo("set by hand; chosen is linux/amd64; stage build runs RUN");
    }

    @Test
    void warnsOfAPlatformSetByHandThatItsNodeDoesNotList() throws PlanException {
        List<PlannedPlatform> plan = new Planner(List.of(byHand("chosen", List.of(S390X), AMD64)), NEEDED)
                .place(List.of(S390X))
                .platforms();
        assertThat(plan.get(0).reason())
                .isEqualTo("set by hand; chosen is linux/amd64 and does not list it: QEMU seems not to be installed"
                        + " there; stage build runs RUN");
    }

    @Test
    void spreadsPlatformsOverEqualNodes() throws PlanException {
        List<NodeStatus> nodes = List.of(node("a", AMD64, ARM64, ARM, S390X), node("b", AMD64, ARM64, ARM, S390X));
        List<PlannedPlatform> plan = new Planner(nodes, NEEDED)
                .place(List.of(ARM64, ARM, S390X, AMD64))
                .platforms();
        assertThat(plan).extracting(place -> place.node().name()).containsExactly("a", "b", "a", "b");
        assertThat(plan.get(1).reason()).endsWith("; least loaded of 2 such nodes");
    }

    @Test
    void tellsAPlatformThatNoNodeHasApartAndNamesWhatTheyHave() {
        Placed placed =
                new Planner(List.of(node("one", AMD64), node("two", ARM64)), NEEDED).place(List.of(S390X, AMD64));
        assertThat(placed.platforms()).extracting(PlannedPlatform::platform).containsExactly(AMD64);
        assertThat(placed.unplaced())
                .containsExactly(Map.entry(
                        S390X,
                        "no node can build linux/s390x: one (tcp://one:1) builds linux/amd64;"
                                + " two (tcp://two:1) builds linux/arm64; add a node of that platform, or install"
                                + " emulation on one of these: docker run --privileged --rm tonistiigi/binfmt --install"
                                + " s390x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "windows(10.0.20348)/amd64|windows(10.0.20348)/amd64|windows",
                "darwin/arm64|darwin/arm64|darwin",
                "wasi/wasm|wasi/wasm|wasi",
                "wasip1/wasm|wasip1/wasm|wasip1"
            })
    void namesNoEmulationAsACureForWhatQemuDoesNotRun(String written, String shown, String system) throws Exception {
        Platform platform = PlatformList.parse(List.of(written)).platforms().get(0);
        Placed placed = new Planner(List.of(node("one", AMD64)), NEEDED).place(List.of(platform));
        assertThat(placed.unplaced().get(platform))
                .isEqualTo("no node can build " + shown + ": one (tcp://one:1) builds linux/amd64; add a node of that"
                        + " platform, or cross-compile with FROM --platform=$BUILDPLATFORM: programs of " + system
                        + " can't be emulated");
        Placed byHand = new Planner(List.of(byHand("one", List.of(platform), AMD64)), NEEDED).place(List.of(platform));
        assertThat(byHand.platforms().get(0).reason())
                .doesNotContain("QEMU")
                .contains("does not list it: programs of " + system + " can't be emulated");
    }

    @Test
    void neverPrefersAWorseStrategyInAnyRandomBuilder() throws PlanException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Platform> all = List.of(AMD64, ARM64, ARM, S390X);
        for (int round = 0; round < 500; round++) {
            List<NodeStatus> nodes = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                List<Platform> platforms = new ArrayList<>(all);
                Collections.shuffle(platforms, random);
                nodes.add(node("n" + i, platforms.toArray(Platform[]::new)));
            }
            for (PlannedPlatform place : new Planner(nodes, NEEDED).place(all).platforms()) {
                boolean anyNative =
                        nodes.stream().anyMatch(node -> node.nativePlatforms().contains(place.platform()));
                assertThat(place.strategy())
                        .as("seed %d", seed)
                        .isEqualTo(anyNative ? Strategy.NATIVE : Strategy.EMULATED);
            }
        }
    }

    /** The first platform is the node's own. */
    private static NodeStatus node(String name, Platform... platforms) {
        return byHand(name, List.of(), platforms);
    }

    private static NodeStatus byHand(String name, List<Platform> byHand, Platform... platforms) {
        BuilderNode node = new BuilderNode(name, "tcp://" + name + ":1", byHand, Map.of());
        return new NodeStatus(node, "docker", "id", "v", Arrays.asList(platforms), List.of(platforms[0]), true, "");
    }
}
