package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.multiplatform.jenkins.freestyle.MultiPlatformBuilder;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The frontend's look for faults in a Dockerfile, in place of a build. */
@NeedsTestBed
@WithJenkins
class CheckedDockerfileTest {
    private static final String FAULTY = "FROM alpine AS one\nMAINTAINER me\nRUN true\n";
    private static final String FINDING = "WARNING: MaintainerDeprecated - https://docs.docker.com/go/dockerfile/rule/";
    private static final String FAILURE =
            "ERROR: the Dockerfile has faults, which the check has listed above. Mend them,"
                    + " or say in the Dockerfile which rules are not for it, such as # check=skip=StageNameCasing";
    private static JenkinsRule jenkins;
    private static Images images;
    private static TestBed bed;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed testBed) throws Exception {
        jenkins = rule;
        bed = testBed;
        images = new Images(bed);
        Agents.three(jenkins, bed);
    }

    @AfterEach
    void leavesNothing() throws Exception {
        Agents.awaitNothingLeft();
    }

    @Test
    void anAgentListsTheFaultsAndBuildsNothing() throws Exception {
        String image = images.unused();
        WorkflowRun run = run(Result.FAILURE, FAULTY, "tags: '" + image + "', outputs: 'out', check: true");
        assertThat(JenkinsRule.getLog(run))
                .contains("Check complete, 1 warning has been found!", FINDING, "app/Dockerfile:2", FAILURE)
                .doesNotContain("building on", "\tat ");
        assertThat(images.exists(image)).isFalse();
    }

    @Test
    void aScriptGoesOnIfThereAreNone() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, "FROM alpine\nRUN exit 9\n", "check: true");
        assertThat(JenkinsRule.getLog(run)).contains("Check complete, no warnings found.", "after it");
    }

    @Test
    void whatIsNoDockerfileFailsWithTheFrontendsWords() throws Exception {
        WorkflowRun run = run(Result.FAILURE, "FROM alpine\nBOGUS z\n", "check: true");
        assertThat(JenkinsRule.getLog(run))
                .contains("unknown instruction: BOGUS")
                .doesNotContain("after it");
    }

    @Test
    void aNodeThatIsAnAddressLooksToo() throws Exception {
        String builder =
                "createBuilder name: 'own', nodes: [[endpoint: 'unix://" + bed.get("engine.a.socket") + "']]\n";
        WorkflowRun run = run(Result.FAILURE, FAULTY, builder, "builder: 'own', check: true");
        assertThat(JenkinsRule.getLog(run)).contains(FINDING, FAILURE);
    }

    @Test
    void itIsNotToBeMixedUpWithADryRun() throws Exception {
        WorkflowRun run = run(Result.FAILURE, FAULTY, "check: true, dryRun: true");
        assertThat(JenkinsRule.getLog(run))
                .contains(
                        "ERROR: check and dryRun can't be used together: the one looks for faults in the Dockerfile, the"
                                + " other shows which agents would build");
    }

    @Test
    void aFreestyleJobFailsOfFaults() throws Exception {
        BuildSettings settings = new BuildSettings();
        settings.setPlatforms(List.of("linux/arm64", "linux/amd64"));
        settings.setCheck(true);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(Label.get("ws"));
        job.setScm(new SingleFileSCM("Dockerfile", FAULTY));
        job.getBuildersList().add(new MultiPlatformBuilder(settings));
        FreeStyleBuild run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(JenkinsRule.getLog(run)).contains(FINDING, FAILURE).doesNotContain("building on");
    }

    private static WorkflowRun run(Result result, String dockerfile, String arguments) throws Exception {
        return run(result, dockerfile, "", arguments);
    }

    private static WorkflowRun run(Result result, String dockerfile, String before, String arguments) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                node('ws') {
                  writeFile file: 'app/Dockerfile', text: '''%s'''
                  %s
                  multiPlatformBuild platforms: ['linux/amd64', 'linux/arm64'], context: 'app', %s
                  echo 'after it'
                }
                """.formatted(dockerfile, before, arguments), true));
        return jenkins.buildAndAssertStatus(result, job);
    }
}
