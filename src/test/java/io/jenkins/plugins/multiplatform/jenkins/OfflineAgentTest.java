package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The only agent of a label is away when a step begins, or goes away in the middle of it. */
@NeedsTestBed
@WithJenkins
class OfflineAgentTest {
    private static JenkinsRule jenkins;
    private static Images images;
    private static DumbSlave only;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed bed) throws Exception {
        jenkins = rule;
        images = new Images(bed);
        Agents.three(jenkins, bed);
        only = (DumbSlave) jenkins.jenkins.getNode("arm64-1");
    }

    @AfterEach
    void leaveNothing() throws Exception {
        Agents.stopAll();
        only.toComputer().setTemporaryOfflineCause(null);
        only.toComputer().connect(false).get();
    }

    @Test
    void theStepWaitsForItInTheQueueAndBuildsTheOthersMeanwhile() throws Exception {
        jenkins.disconnectSlave(only);
        String image = images.unused();
        WorkflowRun run = begin(image, "");

        Await.until("the other platform", Await.LONG, () -> log(run).contains("[linux/amd64] pushed "));
        assertThat(log(run))
                .contains(
                        "[linux/arm64] waiting: no agent with label \"arm64\" is online (arm64-1 is offline); it waits"
                                + " in the queue for one, at most 60 min (agentTimeout)");
        assertThat(Queue.getInstance().getItems()).singleElement().satisfies(item -> {
            assertThat(item.task.getFullDisplayName())
                    .isEqualTo("multi-platform build of " + run.getFullDisplayName() + ": linux/arm64");
            assertThat(item.getWhy()).contains("arm64");
        });

        only.toComputer().connect(false).get();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        Agents.awaitNothingLeft();
    }

    @Test
    void theStepGoesOnWhenItComesBackAfterItWasLost() throws Exception {
        Sleepers sleepers = new Sleepers();
        String image = images.unused();
        WorkflowRun run = begin(image, "", "RUN [ $(uname -m) = x86_64 ] || " + sleepers.untilWoken());
        Await.until("the step", Await.LONG, () -> sleepers.running() > 0);

        jenkins.disconnectSlave(only);
        Await.until(
                "a place in the queue", Await.LONG, () -> Queue.getInstance().getItems().length == 1);
        only.toComputer().connect(false).get();

        Await.until("the end", Await.LONG, () -> {
            sleepers.wake();
            return !run.isBuilding();
        });
        jenkins.assertBuildStatusSuccess(run);
        assertThat(log(run)).contains("agent arm64-1 was lost: ");
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
    }

    @Test
    void theStepFailsWhenTheTimeIsOver() throws Exception {
        jenkins.disconnectSlave(only);
        WorkflowRun run = begin(images.unused(), ", agentTimeout: '3s'");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(log(run))
                .contains(
                        "linux/arm64 on arm64: no agent with label \"arm64\" is online (arm64-1 is offline); waited ");
        Agents.awaitNothingLeft();
    }

    @Test
    void aLabelThatNoAgentHasFailsAtOnce() throws Exception {
        WorkflowRun run = begin(images.unused(), ", nodes: ['linux/arm64': 'graviton']");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(log(run))
                .contains("no agent can build linux/arm64: none has label \"graviton\" (nodes of the step), and no"
                        + " cloud would make one")
                .doesNotContain("waiting");
    }

    @Test
    void anAgentThatIsMarkedOfflineIsAwaitedToo() throws Exception {
        Computer computer = only.toComputer();
        computer.doToggleOffline("for a while");
        String image = images.unused();
        WorkflowRun run = begin(image, "");
        Await.until(
                "a place in the queue", Await.LONG, () -> Queue.getInstance().getItems().length == 1);
        computer.doToggleOffline("");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
    }

    private static String log(WorkflowRun run) throws Exception {
        return JenkinsRule.getLog(run);
    }

    private static WorkflowRun begin(String image, String arguments, String... instructions) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node('ws') {\n" + Sources.uncached(instructions.length == 0 ? "RUN true" : instructions[0])
                        + "multiPlatformBuild platforms: ['linux/amd64', 'linux/arm64'], context: 'app', tags: '"
                        + image
                        + "'" + arguments + "\n}",
                true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
