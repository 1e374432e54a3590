package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What the page of a run's images says of platforms that have none. */
@NeedsTestBed
@WithJenkins
class ImagesPageTest {
    private static JenkinsRule jenkins;
    private static Images images;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed bed) throws Exception {
        jenkins = rule;
        images = new Images(bed);
        Agents.three(jenkins, bed);
    }

    @AfterEach
    void leaveNothing() throws Exception {
        Agents.stopAll();
    }

    @Test
    void aRunInWhichAllFailedHasARowForEach() throws Exception {
        WorkflowRun run = begin("RUN false", "");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(page(run))
                .contains("failed: linux/amd64 on amd64-1: ")
                .containsPattern("linux/amd64\\s+amd64-1\\s+failed: failed to solve: ")
                .containsPattern("linux/arm64\\s+arm64-1\\s+failed: failed to solve: ")
                .doesNotContain("in progress", "ended before");
        assertThat(jenkins.createWebClient().getPage(run).asNormalizedText()).contains("Images for several platforms");
    }

    @Test
    void aPlatformThatFailedStandsBesideOneThatIsFinished() throws Exception {
        WorkflowRun run = begin("RUN [ $(uname -m) = x86_64 ]", "");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(page(run))
                .containsPattern("linux/amd64\\s+amd64-1\\s+native")
                .containsPattern("linux/arm64\\s+arm64-1\\s+failed: ");
    }

    @Test
    void aPlatformThatWaitsSaysForWhatAndARunThatWasStoppedIsNotInProgress() throws Exception {
        DumbSlave only = (DumbSlave) jenkins.jenkins.getNode("arm64-1");
        jenkins.disconnectSlave(only);
        try {
            WorkflowRun run = begin("RUN true", "");
            Await.until("the other platform", Await.LONG, () -> {
                return JenkinsRule.getLog(run).contains("[linux/amd64] pushed ");
            });
            assertThat(page(run)).contains("in progress", "waits for an agent, arm64-1 is offline");
            run.doStop();
            jenkins.waitForCompletion(run);
            assertThat(page(run)).contains("ended before it was finished").doesNotContain("in progress");
        } finally {
            only.toComputer().connect(false).get();
        }
    }

    private static String page(WorkflowRun run) throws Exception {
        return jenkins.createWebClient().getPage(run, "images").asNormalizedText();
    }

    private static WorkflowRun begin(String instruction, String arguments) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node('ws') {\n" + Sources.uncached(instruction)
                        + "multiPlatformBuild platforms: ['linux/amd64', 'linux/arm64'], context: 'app', tags: '"
                        + images.unused() + "'" + arguments + "\n}",
                true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
