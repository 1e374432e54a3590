package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The two ways in which inbound agents connect: both carry the same build. */
@NeedsTestBed
class AgentConnectionsTest {
    private static final List<String> AGENTS = List.of("ws", "amd64", "arm64");

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().withTimeout(900);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @ParameterizedTest
    @CsvSource({"true, '(ws|amd64|arm64)'", "false, 'JNLP4-connect connection from .*'"})
    void agentsInProcessesOfTheirOwnBuildOneTag(boolean webSocket, String connection, TestBed bed) throws Throwable {
        Images images = new Images(bed);
        String image = images.unused();
        Controller controller = new Controller(jenkins, agents, bed, webSocket);
        controller.start();
        controller.add("amd64", "amd64", "a");
        controller.add("arm64", "arm64", "b");

        controller.begin(
                """
                node('ws') {
                  %s
                  writeFile file: 'app/hello', text: 'hello from ws'
                  def r = multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', tags: '%s'
                  echo "result ${r.digest} ${r.platforms.collect { it.node }}"
                }
                """.formatted(Sources.uncached("COPY hello /hello\nRUN echo \"$(cat /hello) on $(uname -m)\""), image));
        controller.succeed();

        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        assertThat(controller.log())
                .contains("hello from ws on x86_64", "hello from ws on aarch64")
                .contains("result " + images.digest(image) + " [amd64, arm64]");
        Set<Long> processes = new HashSet<>(Set.of(controller.pid("")));
        for (String agent : AGENTS) {
            assertThat(controller.connection(agent)).matches(connection);
            processes.add(controller.pid(agent));
        }
        assertThat(processes).hasSize(1 + AGENTS.size());
    }
}
