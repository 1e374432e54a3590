package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds that write into the log of one run at the same time. */
@NeedsTestBed
@WithJenkins
class ParallelStepsTest {
    private static JenkinsRule jenkins;
    private static Images images;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed bed) throws Exception {
        jenkins = rule;
        images = new Images(bed);
        Agents.three(jenkins, bed);
    }

    @Test
    void eachLineSaysWhichOfTwoTagsItIsAbout() throws Exception {
        String one = images.unused();
        String two = images.unused();
        WorkflowRun run = run("""
            parallel one: { multiPlatformBuild platforms: 'linux/amd64', context: 'app', tags: '%s' },
                     two: { multiPlatformBuild platforms: 'linux/amd64', context: 'app', tags: '%s' }
            """.formatted(one, two));
        assertThat(JenkinsRule.getLog(run))
                .contains("[" + one + " linux/amd64] pushed ", "[" + two + " linux/amd64] pushed ")
                .contains("[" + one + "] tagged " + one, "[" + two + "] tagged " + two);
    }

    @Test
    void eachLineSaysWhichOfTwoTargetsOfOneTagItIsAbout() throws Exception {
        WorkflowRun run = run("""
            parallel one: { multiPlatformBuild platforms: 'linux/amd64', context: 'app', push: false },
                     two: { multiPlatformBuild platforms: 'linux/amd64', context: 'app', target: 'x', push: false }
            """);
        assertThat(JenkinsRule.getLog(run)).contains("[x linux/amd64] building on ", "[build 1 linux/amd64] built ");
    }

    @Test
    void aNameStandsBeforeEachLineOfASingleStepToo() throws Exception {
        WorkflowRun run = run("multiPlatformBuild platforms: 'linux/amd64', context: 'app', push: false, name: 'api'");
        assertThat(JenkinsRule.getLog(run)).contains("[api linux/amd64] building on ");
    }

    @Test
    void stepsThatFollowEachOtherHaveNoLabel() throws Exception {
        String step = "multiPlatformBuild platforms: 'linux/amd64', context: 'app', push: false\n";
        assertThat(JenkinsRule.getLog(run(step + step)).lines())
                .filteredOn(line -> line.startsWith("[linux/amd64] building on "))
                .hasSize(2);
    }

    private static WorkflowRun run(String steps) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        String dockerfile = Sources.uncached("RUN sleep 3").replace("FROM alpine", "FROM alpine AS x");
        job.setDefinition(new CpsFlowDefinition("node('ws') {\n" + dockerfile + steps + "\n}", true));
        return jenkins.buildAndAssertSuccess(job);
    }
}
