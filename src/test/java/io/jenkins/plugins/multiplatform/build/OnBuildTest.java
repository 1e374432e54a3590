package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.dockerfile.BaseImage;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.registry.FaultProxy;
import io.jenkins.plugins.multiplatform.registry.FaultProxy.Fault;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A base image that makes whoever starts from it run something. */
@NeedsTestBed
@Timeout(180)
class OnBuildTest {
    private static final String REPOSITORY = "onbuild/" + UUID.randomUUID();

    @TempDir
    private static Path bases;

    private static String base;

    @TempDir
    private Path folder;

    private TestBed bed;
    private final List<BuildEvent> events = new ArrayList<>();

    @BeforeAll
    static void pushTheBaseImage(TestBed bed) throws Exception {
        base = bed.get("registry.plain") + "/" + REPOSITORY + ":base";
        Requests.dockerfile(bases, "FROM alpine\nONBUILD RUN uname -m\n");
        new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {})
                .run(Requests.push(bases, base, "linux/amd64,linux/arm64"));
    }

    @BeforeEach
    void keep(TestBed testBed) {
        bed = testBed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM BASE\n",
                "FROM BASE AS only\nCOPY Dockerfile /\n",
                "ARG B=BASE\nFROM $B AS one\nFROM one\n",
                "FROM --platform=$BUILDPLATFORM alpine AS b\nRUN date > /x\nFROM BASE\nCOPY --from=b /x /\n"
            })
    void whatItRunsIsForbiddenBeforeAnythingIsBuilt(String dockerfile) throws Exception {
        Requests.dockerfile(folder, dockerfile.replace("BASE", base));
        assertThatThrownBy(() -> run(Engines.anonymous(), EmulationPolicy.FORBID, BuildOptions.STANDARD))
                .isInstanceOf(BuildException.class)
                .hasMessageMatching(
                        "emulation is forbidden, but linux/arm64 would be emulated on engine-a \\(engine-a is"
                                + " linux/amd64; stage (stage-[01]|only|one) runs RUN \\(ONBUILD of " + base
                                + "\\) for a foreign platform: will be emulated\\)\\. Add a node of that platform, or"
                                + " cross-compile with FROM --platform=\\$BUILDPLATFORM");
        assertThat(events).isEmpty();
    }

    @Test
    void whatItRunsIsEmulatedByThePlanWhereThatIsAllowed() throws Exception {
        Requests.dockerfile(folder, "FROM " + base + "\n");
        run(Engines.anonymous(), EmulationPolicy.WARN, BuildOptions.STANDARD);
        assertThat(planned().strategy()).isEqualTo(Strategy.EMULATED);
    }

    @Test
    void anImageThatStandsInForItCountsInItsPlace() throws Exception {
        Requests.dockerfile(folder, "FROM alpine\nCOPY Dockerfile /\n");
        BuildOptions options =
                BuildOptions.STANDARD.withContexts(NamedContexts.parse(List.of("alpine=docker-image://" + base)));
        assertThatThrownBy(() -> run(Engines.anonymous(), EmulationPolicy.FORBID, options))
                .hasMessageStartingWith("emulation is forbidden, but linux/arm64 would be emulated on engine-a");
        assertThat(events).isEmpty();
    }

    @Test
    void aNativeStageMayStartFromIt() throws Exception {
        Requests.dockerfile(
                folder,
                "FROM --platform=$BUILDPLATFORM " + base + " AS b\nRUN date > /x\nFROM scratch\nCOPY --from=b /x /\n");
        run(Engines.anonymous(), EmulationPolicy.FORBID, BuildOptions.STANDARD);
        assertThat(planned().strategy()).isEqualTo(Strategy.CROSS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM BASE\n",
                "FROM --platform=$BUILDPLATFORM BASE AS b\nRUN date > /x\nFROM BASE\nCOPY --from=b /x /\n"
            })
    void whatTheDaemonRunsIsRefusedWhereTheImageCouldNotBeRead(String dockerfile) throws Exception {
        Requests.dockerfile(folder, dockerfile.replace("BASE", base));
        assertThatThrownBy(() -> run(blind(), EmulationPolicy.FORBID, BuildOptions.STANDARD))
                .isInstanceOf(BuildException.class)
                .hasMessageMatching(
                        "linux/arm64 on engine-a: emulation is forbidden, but linux/arm64 would be emulated on"
                                + " engine-a \\(its base image adds the step \\[(stage-1 )?2/[23]] (ONBUILD )?RUN uname"
                                + " -m\\)\\. Add a node of that platform, or cross-compile with FROM"
                                + " --platform=\\$BUILDPLATFORM");
        assertThat(planned().strategy()).isEqualTo(Strategy.CROSS);
    }

    @Test
    void whatTheDaemonRunsIsNotedWhereThatIsAllowed() throws Exception {
        Requests.dockerfile(folder, "FROM " + base + "\n");
        run(blind(), EmulationPolicy.WARN, BuildOptions.STANDARD);
        assertThat(events)
                .filteredOn(BuildEvent.Noted.class::isInstance)
                .extracting(event -> ((BuildEvent.Noted) event).text())
                .containsExactly(
                        "linux/arm64 is emulated on engine-a although nothing in the Dockerfile runs for it: its"
                                + " base image adds the step [2/2] ONBUILD RUN uname -m");
    }

    @Test
    void aRegistryThatIsSilentDelaysThePlanForSecondsAlone() throws Exception {
        try (FaultProxy silent = FaultProxy.before(bed.get("registry.plain"), Fault.HANG.from(1))) {
            Requests.dockerfile(folder, "FROM " + silent.host() + "/" + REPOSITORY + ":base\n");
            long start = System.nanoTime();
            BuildPlan plan = new Preflight(
                            new BuilderPlacement(
                                    Engines.of(bed, "a"), request(EmulationPolicy.FORBID, BuildOptions.STANDARD)),
                            new OnBuildReader(Engines.anonymous(), host -> true))
                    .plan(
                            request(EmulationPolicy.FORBID, BuildOptions.STANDARD),
                            ContextFacts.read(BuildInput.of(folder.toString()), RegistrySettings.standard()));
            assertThat(plan.platforms()).extracting(PlannedPlatform::strategy).containsExactly(Strategy.CROSS);
            assertThat(silent.requests()).isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(50));
        }
    }

    @Test
    void aRegistryThatMayNotBeAskedIsNot() throws Exception {
        try (FaultProxy other = FaultProxy.before(bed.get("registry.plain"), n -> Fault.NONE)) {
            Requests.dockerfile(folder, "FROM " + other.host() + "/" + REPOSITORY + ":base\n");
            BuildPlan plan = new Preflight(
                            new BuilderPlacement(
                                    Engines.of(bed, "a"), request(EmulationPolicy.FORBID, BuildOptions.STANDARD)),
                            new OnBuildReader(Engines.anonymous(), host -> !host.equals(other.host())))
                    .plan(
                            request(EmulationPolicy.FORBID, BuildOptions.STANDARD),
                            ContextFacts.read(BuildInput.of(folder.toString()), RegistrySettings.standard()));
            assertThat(plan.platforms()).extracting(PlannedPlatform::strategy).containsExactly(Strategy.CROSS);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void tenImagesAreReadAtMost() throws Exception {
        try (FaultProxy counting = FaultProxy.before(bed.get("registry.plain"), n -> Fault.NONE)) {
            OnBuildReader reader = new OnBuildReader(Engines.anonymous(), host -> true);
            for (int round = 0; round < 2; round++) {
                List<BaseImage> images = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String name = counting.host() + "/" + REPOSITORY + ":none-" + round + "-" + i;
                    images.add(new BaseImage(name, Engines.ARM64, 0));
                }
                reader.onBuild(images);
            }
            assertThat(counting.requests())
                    .filteredOn(request -> request.target().contains("/manifests/"))
                    .hasSize(10);
        }
    }

    @Test
    void instructionsWithoutAnEndAreNotRead() throws Exception {
        String large = bed.get("registry.plain") + "/" + REPOSITORY + ":large";
        Requests.dockerfile(folder, "FROM scratch\nCOPY Dockerfile /\nONBUILD RUN " + "x".repeat(20_000) + "\n");
        new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {})
                .run(Requests.push(folder, large, "linux/arm64"));
        OnBuildReader reader = new OnBuildReader(Engines.anonymous(), host -> true);
        BaseImage small = new BaseImage(base, Engines.ARM64, 0);
        assertThat(reader.onBuild(List.of(small, new BaseImage(large, Engines.ARM64, 0))))
                .containsOnlyKeys(small)
                .containsEntry(small, List.of("RUN uname -m"));
    }

    private PlannedPlatform planned() {
        return events.stream()
                .filter(BuildEvent.Planned.class::isInstance)
                .map(event -> ((BuildEvent.Planned) event).plan().platforms().get(0))
                .findFirst()
                .orElseThrow();
    }

    private BuildRequest request(EmulationPolicy policy, BuildOptions options) {
        return new BuildRequest(
                List.of("linux/arm64"),
                BuildInput.of(folder.toString()).withOptions(options),
                List.of(),
                false,
                RunPolicy.of(policy),
                "");
    }

    private void run(RegistryAccess access, EmulationPolicy policy, BuildOptions options) throws Exception {
        new MultiPlatformBuild(Engines.of(bed, "a"), access, events::add).run(request(policy, options));
    }

    /** Reaches no registry, as where the daemon alone knows a mirror. */
    private static RegistryAccess blind() {
        ProxySelector nowhere = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 1)));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                // As it is meant.
            }
        };
        return new RegistryAccess(RegistrySettings.standard().withProxy(nowhere), host -> Optional.empty());
    }
}
