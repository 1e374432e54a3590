package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** An agent's process that is frozen or killed in the middle of a step, while another one has the same label. */
@NeedsTestBed
class LostAgentTest {
    private static final Pattern BUILDING = Pattern.compile("\\[linux/arm64\\] building on (arm64-[12])");

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().withTimeout(900);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private final Sleepers sleepers = new Sleepers();

    @ParameterizedTest
    @CsvSource({"STOP, 'it has not answered for 45 s'", "KILL, 'its connection to Jenkins was closed'"})
    void anotherAgentOfTheLabelTakesThePlatformOver(String signal, String reason, TestBed bed) throws Throwable {
        Images images = new Images(bed);
        String image = images.unused();
        Controller controller = new Controller(jenkins, agents, bed, true);
        controller.start();
        controller.add("amd64-1", "amd64", "a");
        controller.add("arm64-1", "arm64", "b");
        controller.add("arm64-2", "arm64", "a");
        controller.begin(
                """
                node('ws') {
                  %s
                  def r = multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', tags: '%s'
                  echo "result ${r.digest} ${r.platforms.collect { it.node }}"
                }
                """.formatted(Sources.uncached("RUN [ $(uname -m) = x86_64 ] || " + sleepers.untilWoken()), image));
        Await.until("one platform and the other's step", Await.LONG, () -> {
            return controller.logged("[linux/amd64] pushed ") && sleepers.running() > 0;
        });
        String lost = builder(controller.log());
        String other = lost.equals("arm64-1") ? "arm64-2" : "arm64-1";
        long process = controller.pid(lost);

        try {
            send(signal, process);
            Await.until("the other agent", Await.LONG, () -> {
                return controller.logged("[linux/arm64] building on " + other);
            });
            assertThat(controller.log())
                    .contains("agent " + lost + " was lost: " + reason)
                    .doesNotContain("hudson.remoting", "Channel \"unknown\"");
            Await.until("the end", Await.LONG, () -> {
                sleepers.wake();
                return controller.log().contains("Finished: ");
            });
            controller.succeed();
        } finally {
            // What is frozen can't end well, and what is dead hears nothing.
            send("CONT", process);
        }

        assertThat(controller.log().split("\\[linux/amd64\\] building on", -1))
                .as("builds of the platform that was not lost")
                .hasSize(2);
        assertThat(controller.log()).contains("result " + images.digest(image) + " [amd64-1, " + other + "]");
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        Await.until("no step", Await.SHORT, () -> sleepers.running() == 0);
    }

    private static String builder(String log) {
        Matcher matcher = BUILDING.matcher(log);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static void send(String signal, long process) throws Exception {
        new ProcessBuilder(List.of("kill", "-" + signal, String.valueOf(process)))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }
}
