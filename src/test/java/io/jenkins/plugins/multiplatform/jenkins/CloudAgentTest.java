package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.AbstractCloudSlave;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents that a cloud makes when a platform needs one: each with a BuildKit beside it, and for one task. */
@NeedsTestBed
@WithJenkins
class CloudAgentTest {
    private JenkinsRule jenkins;
    private Images images;
    private Pods pods;

    @BeforeEach
    void start(JenkinsRule rule, TestBed bed) throws Exception {
        jenkins = rule;
        images = new Images(bed);
        BuildKitNodeProperty property = new BuildKitNodeProperty();
        property.setDriver("remote");
        property.setEndpoint("tcp://" + bed.get("relay.b.tcp"));
        property.setPlatforms("linux/arm64");
        pods = new Pods(jenkins, property);
        jenkins.jenkins.clouds.add(pods);
        Agents agents = Agents.none(jenkins, bed);
        agents.add("amd64-1", "amd64 ws", "a");
    }

    @Test
    void anAgentIsMadeForItsPlatformAndEndsWithTheBuild() throws Exception {
        String image = images.unused();
        WorkflowRun run = begin("true", image);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(JenkinsRule.getLog(run))
                .contains("no agent with label \"pods\" is online, a cloud is asked for one", "built on pod-1");
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        Await.until("no pod", Await.SHORT, () -> Pods.existing().isEmpty());
        Agents.awaitNothingLeft();
    }

    @Test
    void anotherIsMadeWhenItIsTakenAwayInTheMiddle() throws Exception {
        String image = images.unused();
        Sleepers sleepers = new Sleepers();
        WorkflowRun run = begin("[ $(uname -m) = x86_64 ] || " + sleepers.untilWoken(), image);
        Await.until("the step", Await.LONG, () -> sleepers.running() > 0);

        pods.allowOneMore();
        ((AbstractCloudSlave) Pods.existing().get(0)).terminate();

        Await.until("the end", Await.LONG, () -> {
            if (JenkinsRule.getLog(run).contains("[linux/arm64] building on pod-2")) {
                sleepers.wake();
            }
            return !run.isBuilding();
        });
        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run)).contains("agent pod-1 was lost: ", "built on pod-2");
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        Await.until("no pod and no step", Await.SHORT, () -> Pods.existing().isEmpty() && sleepers.running() == 0);
    }

    @Test
    void anotherRunsAgentIsLeftAlone() throws Exception {
        String image = images.unused();
        WorkflowJob other = jenkins.createProject(WorkflowJob.class);
        other.setDefinition(new CpsFlowDefinition("node('pods') { while (!fileExists('go')) { sleep 1 } }", true));
        WorkflowRun holder = other.scheduleBuild2(0).waitForStart();
        Await.until("its agent", Await.LONG, Pods::busy);

        pods.allowOneMore();
        WorkflowRun run = begin("true", image);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(JenkinsRule.getLog(run)).contains("built on pod-2");
        assertThat(holder.isBuilding()).isTrue();
        holder.doTerm();
        jenkins.waitForCompletion(holder);
        Await.until("no pod", Await.SHORT, () -> Pods.existing().isEmpty());
    }

    private WorkflowRun begin(String instruction, String image) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                node('ws') {
                  %s
                  def r = multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', tags: '%s',
                      nodes: ['linux/arm64': 'pods']
                  echo "built on ${r.platforms[1].node}"
                }
                """.formatted(Sources.uncached("RUN " + instruction), image), true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
