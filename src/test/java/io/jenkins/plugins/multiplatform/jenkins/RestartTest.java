package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller, a process of its own, that is restarted or killed while agents build for it. */
@NeedsTestBed
class RestartTest {
    private static final Pattern PUSHED = Pattern.compile("\\[linux/amd64\\] pushed (?:index )?(sha256:[0-9a-f]{64})");

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
    private Controller controller;

    @BeforeEach
    void start(TestBed bed) throws Throwable {
        images = new Images(bed);
        controller = new Controller(jenkins, agents, bed, true);
        controller.start();
        controller.add("amd64", "amd64", "a");
        controller.add("arm64", "arm64", "b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFinishedPlatformIsNotBuiltAgain(boolean killed) throws Throwable {
        String image = images.unused();
        controller.begin(
                """
                node('ws') {
                  %s
                  def r = multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', tags: '%s'
                  echo "result ${r.digest} ${r.platforms.collect { it.digest }}"
                }
                """.formatted(Sources.uncached("RUN [ $(uname -m) = x86_64 ] || " + sleepers.untilWoken()), image));
        Await.until(
                "one platform", Await.LONG, () -> controller.logged("[linux/amd64] pushed ") && sleepers.running() > 0);
        String pushed = pushed();
        assertThat(images.exists(image)).isFalse();

        if (killed) {
            jenkins.stopJenkinsForcibly();
        } else {
            jenkins.stopJenkins();
        }
        jenkins.startJenkins();

        Await.until("the other platform's second attempt", Await.LONG, () -> {
            return controller.logged("Jenkins was restarted: going on") && sleepers.running() > 0;
        });
        assertThat(controller.log()).contains("[linux/amd64] finished before: " + pushed + " is in the registry");
        Await.until("the end", Await.LONG, () -> {
            sleepers.wake();
            return controller.log().contains("Finished: ");
        });

        controller.succeed();
        assertThat(controller.log().split("\\[linux/amd64\\] building on", -1))
                .as("builds of the finished platform")
                .hasSize(2);
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        assertThat(controller.log()).contains("result " + images.digest(image) + " [");
        String repository = image.substring(0, image.lastIndexOf(':'));
        assertThat(images.digest(image, "linux/amd64"))
                .isEqualTo(images.digest(repository + "@" + pushed, "linux/amd64"));
    }

    private String pushed() throws IOException {
        Matcher matcher = PUSHED.matcher(controller.log());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
