package io.jenkins.plugins.multiplatform.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.multiplatform.jenkins.LiveFiles;
import io.jenkins.plugins.multiplatform.jenkins.RegistryUser;
import io.jenkins.plugins.multiplatform.jenkins.action.RunBuilders;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Pipeline on an inbound agent that builds on two real engines and publishes into a real registry. */
@NeedsTestBed
@WithJenkins
class PipelineTest {
    private static final String PROLOGUE = """
            node('docker') {
              writeFile file: 'app/Dockerfile', text: '''FROM alpine
            ARG GREETING
            COPY hello /hello
            RUN uname -m > /arch && echo "$GREETING" > /greeting
            '''
              writeFile file: 'app/hello', text: 'hello'
              createBuilder name: 'mybuild', use: true, nodes: [[endpoint: 'unix://%s'], [endpoint: 'unix://%s']]
            """;

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private final String repository = "jenkins/" + UUID.randomUUID();
    private JenkinsRule jenkins;
    private TestBed bed;
    private Slave agent;

    @BeforeEach
    void start(JenkinsRule rule, TestBed testBed) throws Exception {
        jenkins = rule;
        bed = testBed;
        agent = agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name("builder-agent")
                        .label("docker")
                        .webSocket()
                        .build());
        RegistryUser.add(jenkins, bed);
    }

    @Test
    @DisplayName("S02, S03, S28, S36: two platforms on two engines, one tag in a registry with a password")
    void buildsTwoPlatformsOnTwoEngines() throws Exception {
        String image = bed.get("registry.token") + "/" + repository + ":1";
        WorkflowRun run =
                run("""
                def b = createBuilder name: 'again', nodes: [[endpoint: 'unix://%s'], [endpoint: 'unix://%s']]
                for (n in b.nodes) { echo "node ${n.name} ${n.status} ${n.id} ${n.platforms.contains('linux/arm64')}" }
                def r = multiPlatformBuild platforms: ['linux/amd64', 'linux/arm64'], context: 'app', tags: '%s',
                    credentialsId: 'registry', buildArgs: [GREETING: 'hi, there']
                for (p in r.platforms) { echo "built ${p.platform} ${p.digest} ${p.size > 0} ${p.strategy} ${p.seconds > 0}" }
                def i = imagetoolsInspect image: '%s', credentialsId: 'registry'
                echo "same ${i.digest == r.digest} ${i.manifests.findAll { !it.attestation }.collect { it.digest } == r.platforms.collect { it.digest }}"
                echo "tags ${r.tags} attestations ${i.manifests.count { it.attestation }}"
                echo "raw ${imagetoolsInspect(image: '%s', credentialsId: 'registry', raw: true).contains(i.manifests[1].digest)}"
                """.formatted(bed.get("engine.a.socket"), bed.get("engine.b.socket"), image, image, image));

        jenkins.assertBuildStatusSuccess(run);
        String log = JenkinsRule.getLog(run);
        assertThat(log)
                .contains("node again0 running " + bed.get("engine.a.id") + " true")
                .contains("node again1 running " + bed.get("engine.b.id") + " true")
                .containsPattern("built linux/amd64 sha256:[0-9a-f]{64} true native true")
                .containsPattern("built linux/arm64 sha256:[0-9a-f]{64} true emulated true")
                .contains("same true true", "tags [" + image + "] attestations 2", "raw true")
                .contains("[linux/amd64] building on mybuild0", "[linux/arm64] building on mybuild1")
                .contains("Name:      " + image, "  Platform:    linux/arm64");
        assertThat(RunBuilders.of(run).list()).hasSize(2);
        assertNowhere(bed.get("registry.token.password"), run);
    }

    @Test
    void saysWhatIsMissingAndPublishesNothing() throws Exception {
        String image = bed.get("registry.token") + "/" + repository + ":1";
        WorkflowRun run = run("""
                def mistakes = [
                  'no Dockerfile': { multiPlatformBuild tag: '%1$s', credentialsId: 'registry' },
                  'no context': { multiPlatformBuild context: 'gone', tag: '%1$s', credentialsId: 'registry' },
                  'no node': { multiPlatformBuild context: 'app', platforms: 'linux/ppc64le' },
                  'emulated': { multiPlatformBuild context: 'app', platforms: 'linux/arm64', emulation: 'forbid' },
                  'no engine': { createBuilder name: 'dead', endpoint: 'unix:///nowhere.sock' },
                  'no image': { imagetoolsInspect image: '%1$s', credentialsId: 'registry' }
                ]
                mistakes.each { name, mistake ->
                  try { mistake(); echo "nothing wrong: $name" } catch (e) { echo "$name: ${e.message}" }
                }
                """.formatted(image));

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run))
                .contains("no Dockerfile: failed to read dockerfile: open Dockerfile: no such file or directory")
                .containsPattern("no context: unable to prepare context: path \".*/gone\" not found")
                .contains("no node: no node can build linux/ppc64le: ")
                .contains("emulated: emulation is forbidden, but linux/arm64 would be emulated")
                .contains("no engine: builder \"dead\": 1 of 1 nodes can't be used: dead0 (unix:///nowhere.sock)")
                .contains("no image: " + image + ": not found")
                .doesNotContain("nothing wrong");
    }

    @Test
    void endsOnTheEnginesWhenItIsAborted() throws Exception {
        // A number that no other process on this machine has among its arguments.
        String seconds = String.valueOf(40_000_000 + ProcessHandle.current().pid());
        WorkflowJob job = job("""
                writeFile file: 'app/Dockerfile', text: 'FROM alpine\\nRUN sleep %s\\n'
                multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', noCache: true
                """.formatted(seconds));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        await(Duration.ofMinutes(2), () -> sleeping(seconds) >= 2);

        run.doStop();

        await(Duration.ofSeconds(10), () -> !run.isBuilding());
        await(Duration.ofSeconds(10), () -> sleeping(seconds) == 0);
        jenkins.assertBuildStatus(Result.ABORTED, run);
        assertThat(JenkinsRule.getLog(run)).doesNotContain("\tat ");
    }

    private WorkflowRun run(String steps) throws Exception {
        WorkflowRun run = job(steps).scheduleBuild2(0).waitForStart();
        return jenkins.waitForCompletion(run);
    }

    private WorkflowJob job(String steps) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        String prologue = PROLOGUE.formatted(bed.get("engine.a.socket"), bed.get("engine.b.socket"));
        job.setDefinition(new CpsFlowDefinition(prologue + steps + "}", true));
        return job;
    }

    private static long sleeping(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(seconds))
                        .orElse(false))
                .count();
    }

    private static void await(Duration atMost, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("what was awaited for " + atMost).isLessThan(end);
            // Nothing tells of processes that come and go: look again, but not all the time.
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Neither controller nor agent may have written it anywhere. */
    private void assertNowhere(String secret, WorkflowRun run) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : List.of(
                run.getRootDir().toPath(), jenkins.jenkins.getRootDir().toPath(), Path.of(agent.getRemoteFS()))) {
            for (Path file : LiveFiles.in(folder)) {
                if (LiveFiles.content(file).contains(secret)) {
                    found.add(file);
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
