package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressEvent;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.OutputList;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTestBed
@Timeout(60)
class OutputRunTest {
    private static final int LARGE = 3 << 20;

    private final List<BuildEvent> events = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    /** Each solve sends its result through a session of its own. */
    @Test
    void sendsTheContextOnceAlthoughEachPlatformSendsItsResult(TestBed bed) throws Exception {
        Path context = Files.createDirectory(folder.resolve("context"));
        Files.write(context.resolve("data"), new byte[LARGE]);
        Files.writeString(context.resolve("id"), UUID.randomUUID().toString());
        Requests.dockerfile(context, "FROM alpine AS a\nCOPY . /c\nFROM scratch\nCOPY --from=a /c/id /\n");
        OutputList outputs = OutputList.of(List.of("type=local,dest=" + folder.resolve("out")), false, List.of());
        try (LocalOutputs received = LocalOutputs.of(outputs.outputs())) {
            new MultiPlatformBuild(
                            Engines.of(bed, "a"),
                            Engines.anonymous(),
                            new ClientServices(SecretSource.none(), SshAgents.none(), received),
                            events::add)
                    .run(new BuildRequest(
                            List.of("linux/amd64,linux/arm64,linux/arm/v7"),
                            BuildInput.of(context.toString()),
                            List.of(),
                            false,
                            RunPolicy.of(EmulationPolicy.ALLOW),
                            "",
                            outputs.outputs()));
        }
        assertThat(folder.resolve("out/linux_arm_v7/id")).hasSameTextualContentAs(context.resolve("id"));
        assertThat(events.stream()
                        .filter(this::sendsTheContext)
                        .map(OutputRunTest::step)
                        .distinct())
                .as("one step of the daemon, shared by three solves")
                .hasSize(1);
    }

    private boolean sendsTheContext(BuildEvent event) {
        return event instanceof BuildEvent.PlatformProgress progress
                && progress.event() instanceof ProgressEvent.Transfer transfer
                && transfer.current() > LARGE;
    }

    private static String step(BuildEvent event) {
        return ((BuildEvent.PlatformProgress) event).event().vertex();
    }
}
