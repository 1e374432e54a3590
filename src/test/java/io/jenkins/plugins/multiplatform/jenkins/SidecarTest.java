package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents without Docker, each with a BuildKit beside it, as pods have: the property alone makes them nodes. */
@NeedsTestBed
@WithJenkins
class SidecarTest {
    private static final List<String> PODS = List.of("pod-1", "pod-2");
    private static JenkinsRule jenkins;
    private static TestBed bed;
    private static Images images;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed testBed) throws Exception {
        jenkins = rule;
        bed = testBed;
        images = new Images(bed);
        Agents agents = Agents.none(jenkins, bed);
        for (String name : PODS) {
            agents.add(name, "pod", "");
        }
    }

    @AfterEach
    void leaveNothing() throws Exception {
        Agents.awaitNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "unix", "tls"})
    void eachBuildsItsPlatformBesideItself(String kind) throws Exception {
        declare("pod-1", "a", kind, "linux/amd64");
        declare("pod-2", "b", kind, "linux/arm64");
        String image = images.unused();

        WorkflowRun run = run("""
                node('pod-1') {
                  %s
                  def r = multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', tags: '%s'
                  for (p in r.platforms) { echo "built ${p.platform} on ${p.node}" }
                }
                """.formatted(Sources.uncached("RUN uname -m > /arch"), image));

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run)).contains("built linux/amd64 on pod-1", "built linux/arm64 on pod-2");
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
    }

    @Test
    void aPipelineNamesItsOwnPodsWithoutAnyProperty() throws Exception {
        for (String agent : PODS) {
            jenkins.jenkins.getNode(agent).getNodeProperties().remove(BuildKitNodeProperty.class);
        }
        String image = images.unused();

        WorkflowRun run = run("""
                node('pod-2') {
                  %s
                  createBuilder name: 'sidecar', driver: 'remote', use: true, endpoint: 'tcp://%s'
                  multiPlatformBuild platforms: 'linux/amd64', context: 'app', tags: '%s'
                }
                """.formatted(Sources.uncached("RUN uname -m > /arch"), bed.get("relay.a.tcp"), image));

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run)).contains("[linux/amd64] building on sidecar0");
        assertThat(images.platforms(image)).containsExactly("linux/amd64");
    }

    private static void declare(String agent, String engine, String kind, String platforms) throws Exception {
        BuildKitNodeProperty property = new BuildKitNodeProperty();
        property.setDriver("remote");
        property.setEndpoint((kind.equals("unix") ? "unix://" : "tcp://") + bed.get("relay." + engine + "." + kind));
        property.setPlatforms(platforms);
        if (kind.equals("tls")) {
            property.setDriverOpts("cacert=%s\ncert=%s\nkey=%s"
                    .formatted(bed.get("relay.tls.ca"), bed.get("relay.tls.cert"), bed.get("relay.tls.key")));
        }
        Node node = jenkins.jenkins.getNode(agent);
        node.getNodeProperties().replace(property);
        jenkins.jenkins.updateNode(node);
    }

    private static WorkflowRun run(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart());
    }
}
