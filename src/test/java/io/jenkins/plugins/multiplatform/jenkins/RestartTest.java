package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller, a process of its own, that is restarted or killed while agents build for it. */
@NeedsTestBed
class RestartTest {
    private static final Pattern PUSHED = Pattern.compile("\\[linux/amd64\\] pushed (sha256:[0-9a-f]{64})");

    /** In tests Pipeline waits a few seconds only for an agent that is away: agents restart as well, which takes longer. */
    private static final String PATIENCE =
            "-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=300000";

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withTimeout(900).javaOptions(PATIENCE);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private final Sleepers sleepers = new Sleepers();
    private Images images;

    @BeforeEach
    void start(TestBed bed) throws Throwable {
        images = new Images(bed);
        jenkins.startJenkins();
        for (Map.Entry<String, String> agent :
                Map.of("ws", "", "amd64", "a", "arm64", "b").entrySet()) {
            agents.createAgent(
                    jenkins,
                    InboundAgentExtension.Options.newBuilder()
                            .name(agent.getKey())
                            .label(agent.getKey())
                            .webSocket()
                            .build());
            if (!agent.getValue().isEmpty()) {
                String socket = bed.get("engine." + agent.getValue() + ".socket");
                jenkins.runRemotely(RestartTest::declare, agent.getKey(), socket);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFinishedPlatformIsNotBuiltAgain(boolean killed) throws Throwable {
        String image = images.unused();
        jenkins.runRemotely(RestartTest::begin, """
                node('ws') {
                  %s
                  def r = multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', tags: '%s'
                  echo "result ${r.digest} ${r.platforms.collect { it.digest }}"
                }
                """.formatted(
                        Sources.uncached("RUN [ $(uname -m) = x86_64 ] || " + sleepers.untilWoken()), image));
        Await.until("one platform", Await.LONG, () -> logged("[linux/amd64] pushed ") && sleepers.running() > 0);
        String pushed = pushed();
        assertThat(images.exists(image)).isFalse();

        if (killed) {
            jenkins.stopJenkinsForcibly();
        } else {
            jenkins.stopJenkins();
        }
        jenkins.startJenkins();

        Await.until("the other platform's second attempt", Await.LONG, () -> {
            return logged("Jenkins was restarted: going on") && sleepers.running() > 0;
        });
        assertThat(log()).contains("[linux/amd64] finished before: " + pushed + " is in the registry");
        Await.until("the end", Await.LONG, () -> {
            sleepers.wake();
            return log().contains("Finished: ");
        });

        jenkins.runRemotely(RestartTest::succeeded);
        assertThat(log().split("\\[linux/amd64\\] building on", -1))
                .as("builds of the finished platform")
                .hasSize(2);
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        assertThat(log()).contains("result " + images.digest(image) + " [");
        String repository = image.substring(0, image.lastIndexOf(':'));
        assertThat(images.digest(image, "linux/amd64"))
                .isEqualTo(images.digest(repository + "@" + pushed, "linux/amd64"));
    }

    private String pushed() throws IOException {
        Matcher matcher = PUSHED.matcher(log());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private boolean logged(String text) throws IOException {
        assertThat(log()).doesNotContain("Finished: ");
        return log().contains(text);
    }

    private String log() throws IOException {
        Path log = jenkins.getHome().toPath().resolve("jobs/job/builds/1/log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static void declare(JenkinsRule rule, String agent, String socket) throws Exception {
        BuildKitNodeProperty property = new BuildKitNodeProperty();
        property.setEndpoint("unix://" + socket);
        property.setPlatforms("linux/" + agent);
        Node node = rule.jenkins.getNode(agent);
        node.getNodeProperties().add(property);
        rule.jenkins.updateNode(node);
    }

    private static void begin(JenkinsRule rule, String script) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static void succeeded(JenkinsRule rule) throws Exception {
        WorkflowRun run =
                rule.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
        Agents.awaitNothingLeft();
    }
}
