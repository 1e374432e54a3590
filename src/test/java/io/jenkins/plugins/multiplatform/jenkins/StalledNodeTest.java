package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A node that reads no more of a build context holds up its own run alone: agents have one channel for all. */
@NeedsTestBed
@WithJenkins
class StalledNodeTest {
    /** More than the windows of HTTP/2 and of the sockets on the way can take. */
    private static final int MEBIBYTES = 64;

    @Test
    void anotherBuildOnTheSameAgentsGetsToItsEnd(JenkinsRule jenkins, TestBed bed) throws Exception {
        Agents.three(jenkins, bed);
        DumbSlave workspaces = (DumbSlave) jenkins.jenkins.getNode("ws");
        workspaces.setNumExecutors(2);
        // This alone changes what a computer that is online offers.
        jenkins.jenkins.setNodes(jenkins.jenkins.getNodes());
        try (StallingRelay relay = new StallingRelay(bed.get("relay.a.tcp"), 1 << 20)) {
            declare(jenkins, relay.endpoint());
            WorkflowRun stalled = begin(jenkins, "RUN true", MEBIBYTES);
            Await.until("a node that reads no more", Await.LONG, relay::isStalled);

            declare(jenkins, "tcp://" + bed.get("relay.a.tcp"));
            WorkflowRun other = begin(jenkins, "RUN echo \"size $(wc -c < /big)\"", 1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(other));

            assertThat(JenkinsRule.getLog(other)).contains("[linux/amd64] building on amd64-1", "size " + (1 << 20));
            assertThat(stalled.isBuilding()).as(JenkinsRule.getLog(stalled)).isTrue();
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(stalled));
            assertThat(JenkinsRule.getLog(stalled))
                    .contains("[linux/amd64] building on amd64-1", "the daemon stopped answering: nothing came for ");
        }
        Agents.awaitNothingLeft();
    }

    private static void declare(JenkinsRule jenkins, String endpoint) throws Exception {
        BuildKitNodeProperty property = new BuildKitNodeProperty();
        property.setDriver("remote");
        property.setEndpoint(endpoint);
        Node node = jenkins.jenkins.getNode("amd64-1");
        node.getNodeProperties().replace(property);
        jenkins.jenkins.updateNode(node);
    }

    private static WorkflowRun begin(JenkinsRule jenkins, String instruction, int mebibytes) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                """
                node('ws') {
                  %s
                  sh 'head -c %s /dev/urandom > app/big'
                  multiPlatformBuild platforms: 'linux/amd64', context: 'app'
                }
                """.formatted(Sources.uncached("COPY big /big\n" + instruction), mebibytes << 20), true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
