package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Queue;
import hudson.model.Result;
import io.jenkins.plugins.multiplatform.jenkins.fleet.Slots;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Many runs on few agents, and runs that end before their time. */
@NeedsTestBed
@WithJenkins
class SchedulingTest {
    private static final int EACH_WAY = 10;
    private static final String TWO = "platforms: ['linux/amd64', 'linux/arm64']";
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
    void runsThatNeedEachOthersOnlyExecutorAllFinish() throws Exception {
        List<WorkflowRun> runs = new ArrayList<>();
        for (int i = 0; i < EACH_WAY; i++) {
            for (String workspace : List.of("amd64", "arm64")) {
                runs.add(begin("node('" + workspace + "') {\n" + Sources.dockerfile("LABEL run=" + i + workspace)
                        + "multiPlatformBuild " + TWO + ", context: 'app'\n}"));
            }
        }
        for (WorkflowRun run : runs) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        }
        assertThat(runs).hasSize(2 * EACH_WAY);
        Agents.awaitNothingLeft();
    }

    @Test
    void placesOnAgentsAreShownToThoseWhoStopThem() throws Exception {
        Sleepers sleepers = new Sleepers();
        WorkflowRun run = begin(sleeping(sleepers, images.unused()));
        Await.until("both steps", Await.LONG, () -> sleepers.running() >= 2);
        for (String agent : List.of("amd64-1", "arm64-1")) {
            assertThat(jenkins.jenkins.getComputer(agent).getOneOffExecutors())
                    .singleElement()
                    .satisfies(executor -> assertThat(executor.getCurrentExecutable())
                            .hasToString("multi-platform build of " + run.getFullDisplayName() + ": linux/"
                                    + agent.substring(0, 5)));
            assertThat(Slots.used(agent)).isEqualTo(1);
        }
        jenkins.jenkins.getComputer("arm64-1").getOneOffExecutors().get(0).interrupt();
        Await.until("one step less", Await.SHORT, () -> sleepers.running() < 2);
        sleepers.wake();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(JenkinsRule.getLog(run)).contains("somebody stopped it on arm64-1");
        Agents.awaitNothingLeft();
    }

    @Test
    void aRunThatIsStoppedTakesItsPlacesOutOfTheQueue() throws Exception {
        jenkins.jenkins.getComputer("arm64-1").doToggleOffline("for a while");
        try {
            WorkflowRun run = begin("node('ws') {\n" + Sources.dockerfile("RUN true") + "multiPlatformBuild " + TWO
                    + ", context: 'app', emulation: 'allow'\n}");
            Await.until(
                    "a place in the queue",
                    Await.LONG,
                    () -> Queue.getInstance().getItems().length == 1);
            run.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(Queue.getInstance().getItems()).isEmpty();
        } finally {
            jenkins.jenkins.getComputer("arm64-1").doToggleOffline("");
        }
    }

    @Test
    void aJobThatIsDeletedWhileItBuildsEndsOnTheNodesAndDoesNotComeBack() throws Exception {
        Sleepers sleepers = new Sleepers();
        WorkflowRun run = begin(sleeping(sleepers, images.unused()));
        Await.until("both steps", Await.LONG, () -> sleepers.running() >= 2);

        Path folder = run.getParent().getRootDir().toPath();

        run.getParent().delete();

        Await.until("no step", Await.SHORT, () -> sleepers.running() == 0);
        Agents.awaitNothingLeft();
        assertThat(folder).doesNotExist();
    }

    private static String sleeping(Sleepers sleepers, String image) {
        return "node('ws') {\n" + Sources.uncached("RUN " + sleepers.untilWoken()) + "multiPlatformBuild " + TWO
                + ", context: 'app', tags: '" + image + "'\n}";
    }

    private static WorkflowRun begin(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
