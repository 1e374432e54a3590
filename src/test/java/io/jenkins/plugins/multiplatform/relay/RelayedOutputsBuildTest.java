package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.build.ClientServices;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.DeclaredOutput;
import io.jenkins.plugins.multiplatform.build.LocalOutputs;
import io.jenkins.plugins.multiplatform.build.NodeBuild;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.build.RelayedOutputs;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.OutputList;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two engines, each behind a relay of its own, build for one workspace: their outputs come together there. */
@NeedsTestBed
@Timeout(120)
class RelayedOutputsBuildTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final int LARGE = 5 << 20;

    @TempDir
    private Path folder;

    private final String id = UUID.randomUUID().toString();
    private TestBed bed;
    private Path workspace;
    private BuildRequest request;
    private ContextFacts facts;
    private LocalOutputs received;

    @BeforeEach
    void writeAContext(TestBed testBed) throws Exception {
        bed = testBed;
        workspace = folder.resolve("workspace");
        Path context = Files.createDirectory(folder.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH large id /\n");
        Files.writeString(context.resolve("id"), id);
        byte[] random = new byte[LARGE];
        new Random(1).nextBytes(random);
        Files.write(context.resolve("large"), random);
        for (String architecture : List.of("amd64", "arm64")) {
            Path own = Files.createDirectories(context.resolve(architecture + "/bin"));
            Files.writeString(own.resolve("tool"), "for " + architecture);
            Files.createSymbolicLink(own.resolve("alias"), Path.of("tool"));
        }
        OutputList outputs = OutputList.of(
                List.of("type=local,dest=out", "type=oci,dest=image.tar", "type=tar,dest=files.tar"), false, List.of());
        request = new BuildRequest(
                        List.of("linux/amd64,linux/arm64"),
                        BuildInput.of(context.toString()),
                        List.of("example.com/team/app:1"),
                        false,
                        RunPolicy.of(EmulationPolicy.ALLOW),
                        "",
                        outputs.outputs())
                .withDestinations(dest -> workspace.resolve(dest).toString());
        facts = ContextFacts.read(request.input(), RegistrySettings.standard());
        received = LocalOutputs.of(request.received());
    }

    @AfterEach
    void leavesNothingUnfinished() throws Exception {
        received.close();
        assertThat(written()).noneMatch(path -> path.toString().endsWith(".part"));
    }

    private List<Path> written() throws IOException {
        if (!Files.exists(workspace)) {
            return List.of();
        }
        try (var all = Files.walk(workspace)) {
            return all.map(workspace::relativize).toList();
        }
    }

    private BuildPlan share(String engine, Platform platform) {
        BuilderNode node = new BuilderNode(
                "engine-" + engine, "unix://" + bed.get("engine." + engine + ".socket"), List.of(), Map.of());
        return new BuildPlan(
                List.of(new PlannedPlatform(platform, Drivers.DOCKER, node, Strategy.NATIVE, "")),
                Set.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    private Map<String, OutputTarget> targets(BuildPlan share) throws Exception {
        return DeclaredOutput.targets(DeclaredOutput.of(request, share), received);
    }

    private Rig relay(Map<String, OutputTarget> targets) throws Exception {
        return new Rig(facts.sources(), targets, Heartbeat.USUAL);
    }

    /** Archives of which no more than the beginning is written. */
    private static OutputTarget stuck(OutputTarget target) {
        OutputTarget.File begun = () -> new StuckAfterTheFirst(((OutputTarget.File) target).open());
        return target instanceof OutputTarget.File ? begun : target;
    }

    private record StuckAfterTheFirst(OutputFile file) implements OutputFile {
        @Override
        public void append(byte[] content) throws IOException {
            file.append(content);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public void finish() throws IOException {
            file.finish();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private PlatformOutcomes build(Rig rig, BuildPlan share) throws Exception {
        Map<String, LocalSource> sources = new HashMap<>();
        sources.putAll(facts.carried());
        facts.folders().keySet().forEach(name -> sources.put(name, rig.client.source(name)));
        return new NodeBuild(
                        request,
                        facts,
                        new RegistryAccess(RegistrySettings.standard(), host -> Optional.empty()),
                        TokenSource.none(),
                        new ClientServices(
                                SecretSource.none(), SshAgents.none(), new RelayedOutputs(request, rig.client)))
                .run(share, sources, event -> {});
    }

    private CompletableFuture<PlatformOutcomes> start(Rig rig, BuildPlan share) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return build(rig, share);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private void assertComplete(PlatformOutcomes outcomes) {
        assertThat(outcomes.failures()).isEmpty();
        assertThat(outcomes.images()).hasSize(1);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private void assertAllIsThere() throws Exception {
        assertThat(workspace).isDirectoryContaining("glob:**image.tar");
        for (String architecture : List.of("amd64", "arm64")) {
            Path result = workspace.resolve("out/linux_" + architecture);
            assertThat(result.resolve("bin/tool")).hasContent("for " + architecture);
            assertThat(Files.readSymbolicLink(result.resolve("bin/alias"))).hasToString("tool");
            assertThat(result.resolve("id")).hasContent(id);
            assertThat(result.resolve("large")).hasSameBinaryContentAs(folder.resolve("context/large"));
            // Checks every digest.
            run(
                    bed.get("skopeo"),
                    "--insecure-policy",
                    "--override-os=linux",
                    "--override-arch=" + architecture,
                    "copy",
                    "oci-archive:" + workspace.resolve("image.tar") + ":1",
                    "oci:" + folder.resolve("copy-" + architecture));
        }
        assertThat(run(bed.get("skopeo"), "inspect", "--raw", "oci-archive:" + workspace.resolve("image.tar")))
                .contains("application/vnd.oci.image.index.v1+json", "\"amd64\"", "\"arm64\"");
        assertThat(run("tar", "-tf", workspace.resolve("files.tar").toString()))
                .contains("linux_amd64/bin/tool", "linux_arm64/bin/alias");
    }

    @Test
    void filesAndImagesOfTwoEnginesComeTogetherInTheWorkspace() throws Exception {
        BuildPlan first = share("a", AMD64);
        BuildPlan second = share("b", ARM64);
        try (Rig one = relay(targets(first));
                Rig other = relay(targets(second))) {
            CompletableFuture<PlatformOutcomes> amd64 = start(one, first);
            CompletableFuture<PlatformOutcomes> arm64 = start(other, second);
            assertComplete(amd64.get());
            assertComplete(arm64.get());
            assertThat(workspace.resolve("image.tar"))
                    .as("before all are there")
                    .doesNotExist();
            received.finish(List.of(AMD64, ARM64));
            assertThat(one.log).isEmpty();
        }
        assertAllIsThere();
    }

    @Test
    void imagesOfAFolderOfTheWorkspaceAreBasesOnBothEngines() throws Exception {
        filesAndImagesOfTwoEnginesComeTogetherInTheWorkspace();
        Path layout = Files.createDirectory(folder.resolve("layout"));
        run("tar", "-xf", workspace.resolve("image.tar").toString(), "-C", layout.toString());
        Files.writeString(
                folder.resolve("context/Dockerfile"), "FROM base AS b\nFROM scratch\nCOPY --from=b /large /bin /\n");
        BuildInput input = request.input();
        request = request.withInput(input.withOptions(
                input.options().withContexts(NamedContexts.parse(List.of("base=oci-layout://" + layout)))));
        facts = ContextFacts.read(request.input(), RegistrySettings.standard());
        BuildPlan swapped = share("b", AMD64);
        BuildPlan other = share("a", ARM64);
        try (Rig one = relay(targets(swapped));
                Rig two = relay(targets(other))) {
            assertComplete(build(one, swapped));
            assertComplete(build(two, other));
            assertThat(one.log).isEmpty();
        }
        assertThat(workspace.resolve("out/linux_amd64/tool")).hasContent("for amd64");
        assertThat(workspace.resolve("out/linux_arm64/tool")).hasContent("for arm64");
        assertThat(workspace.resolve("out/linux_arm64/large")).hasSameBinaryContentAs(folder.resolve("context/large"));
    }

    @Test
    void whatOneAgentDidNotFinishIsSentAnewByAnother() throws Exception {
        BuildPlan lost = share("a", ARM64);
        Map<String, OutputTarget> targets = targets(lost);
        targets.replaceAll((name, target) -> stuck(target));
        try (Rig rig = relay(targets)) {
            CompletableFuture<PlatformOutcomes> building = start(rig, lost);
            Rig.await(
                    "it sends",
                    () -> written().stream().anyMatch(path -> path.toString().endsWith(".part")));
            rig.forward.close();
            assertThat(building.get().failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.message())
                            .contains("Lost the connection to " + rig.workspace + ": it closed the connection"));
        }
        Rig.await(
                "what it sent of archives and files is removed",
                () -> written().stream().noneMatch(path -> path.toString().endsWith(".part")));
        assertThat(workspace.resolve("image.tar")).doesNotExist();
        BuildPlan second = share("b", ARM64);
        BuildPlan first = share("a", AMD64);
        try (Rig one = relay(targets(first));
                Rig other = relay(targets(second))) {
            assertComplete(build(one, first));
            assertComplete(build(other, second));
        }
        received.finish(List.of(AMD64, ARM64));
        assertAllIsThere();
    }

    @Test
    void aPlatformThatIsNotTheAgentsCanNotBeSentByIt() throws Exception {
        BuildPlan declared = share("a", AMD64);
        BuildPlan built = share("a", ARM64);
        try (Rig rig = relay(targets(declared))) {
            assertThat(build(rig, built).failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.message()).contains("no access allowed to output \""));
        }
        assertThat(written()).isEmpty();
    }
}
