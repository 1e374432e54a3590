package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.multiplatform.jenkins.freestyle.MultiPlatformBuilder;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Dockerfiles that are no files of the workspace, which is on another agent than the nodes. */
@NeedsTestBed
@WithJenkins
class GivenDockerfileTest {
    private static JenkinsRule jenkins;
    private static Images images;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed bed) throws Exception {
        jenkins = rule;
        images = new Images(bed);
        Agents.three(jenkins, bed);
    }

    @AfterEach
    void leavesNothing() throws Exception {
        Agents.awaitNothingLeft();
    }

    @Test
    @DisplayName("S30: a text in place of a file")
    void buildsAText() throws Exception {
        String image = images.unused();
        WorkflowRun run = run(Result.SUCCESS, """
                dockerfileInline: \'\'\'FROM alpine
                COPY hello /hello
                RUN echo "$(uname -m) got $(cat /hello)"
                \'\'\', tags: '%s'""".formatted(image));
        assertThat(JenkinsRule.getLog(run)).contains("x86_64 got hi", "aarch64 got hi");
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
    }

    @Test
    @DisplayName("S30: an address in place of a file, fetched once by the workspace's agent")
    void buildsWhatAnAddressHas() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/Dockerfile", exchange -> {
            requests.incrementAndGet();
            byte[] text = "FROM alpine\nCOPY hello /hello\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        try {
            String image = images.unused();
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            run(Result.SUCCESS, "file: '%s/Dockerfile', tags: '%s'".formatted(address, image));
            assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
            assertThat(requests).hasValue(1);

            WorkflowRun missing = run(Result.FAILURE, "file: '%s/none', tags: '%s'".formatted(address, image));
            assertThat(JenkinsRule.getLog(missing))
                    .contains("ERROR: failed to read dockerfile: " + address + "/none: HTTP status 404 from " + address
                            + "/none\n")
                    .doesNotContain("building on");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void variablesOfATextAreItsOwn() throws Exception {
        BuildSettings settings = new BuildSettings();
        settings.setPlatforms(List.of("linux/amd64"));
        settings.setDockerfileInline("FROM alpine\nARG BUILD_NUMBER=own\nRUN echo \"it is ${BUILD_NUMBER}\"\n");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(Label.get("ws"));
        job.getBuildersList().add(new MultiPlatformBuilder(settings));
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
        assertThat(JenkinsRule.getLog(run)).contains("it is own");
    }

    private static WorkflowRun run(Result result, String arguments) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                node('ws') {
                  writeFile file: 'app/hello', text: 'hi'
                  multiPlatformBuild platforms: ['linux/amd64', 'linux/arm64'], context: 'app', %s
                }
                """.formatted(arguments), true));
        return jenkins.buildAndAssertStatus(result, job);
    }
}
