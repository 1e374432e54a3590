package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent that an administrator keeps for jobs that name it. */
@NeedsTestBed
@WithJenkins
class ExclusiveAgentTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed bed) throws Exception {
        jenkins = rule;
        Agents agents = Agents.none(jenkins, bed);
        agents.add("ws", "ws", "");
        DumbSlave reserved = agents.add("reserved", "arm64", "b");
        reserved.setMode(Node.Mode.EXCLUSIVE);
        jenkins.jenkins.updateNode(reserved);
    }

    @Test
    void isNotUsedForALabelThatNobodyWrote() throws Exception {
        WorkflowRun run = plan("");
        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(JenkinsRule.getLog(run))
                .contains("those with one of the labels arm64, aarch64 are only for jobs that name them: reserved. Name"
                        + " one with nodes: ['linux/arm64': 'reserved']");
    }

    @Test
    void isUsedWhereItsLabelIsWritten() throws Exception {
        for (String label : new String[] {"arm64", "reserved"}) {
            WorkflowRun run = plan(", nodes: ['linux/arm64': '" + label + "']");
            jenkins.assertBuildStatusSuccess(run);
            assertThat(JenkinsRule.getLog(run)).containsPattern("linux/arm64 +reserved +\\w+ +" + label);
        }
    }

    private static WorkflowRun plan(String nodes) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node('ws') {\n" + Sources.dockerfile("RUN true")
                        + "multiPlatformBuild platforms: 'linux/arm64', context: 'app', dryRun: true" + nodes + "\n}",
                true));
        return jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }
}
