package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Steps of a Dockerfile that print what they were given. */
@NeedsTestBed
@WithJenkins
class MaskedSecretsTest {
    private static final String TEXT = "canary-of-a-printed-text";
    private static final String PASSWORD = "canary-of-a-printed-password";
    private static final String LINE = "canary-of-a-printed-line";
    private static final String WORKSPACE = "canary-of-the-workspace";
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed bed) throws Exception {
        jenkins = rule;
        Agents.three(jenkins, bed);
        List<Credentials> credentials = SystemCredentialsProvider.getInstance().getCredentials();
        credentials.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString(TEXT)));
        credentials.add(
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "password", "", "canary-user", PASSWORD));
        credentials.add(new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                "file",
                "",
                "secret.txt",
                SecretBytes.fromRawBytes(("first: 1\n  " + LINE + "\n").getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void areHiddenInTheLog() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
            RUN --mount=type=secret,id=text --mount=type=secret,id=file --mount=type=secret,id=password \
            --mount=type=secret,id=there cd /run/secrets && echo "text $(cat text) of canary-user" && cat file && \
            echo "both $(cat text)$(cat password)" && echo "coded $(base64 text)" && echo "there $(cat there)" && \
            printf can && sleep 1 && printf ary-of-a-printed-password && echo .\
            """);
        assertThat(JenkinsRule.getLog(run))
                .contains("text **** of canary-user", "first: 1", "both ****", "coded ****", "there ****", " ****.")
                .doesNotContain(
                        TEXT,
                        PASSWORD,
                        LINE,
                        WORKSPACE,
                        Base64.getEncoder().encodeToString(TEXT.getBytes(StandardCharsets.UTF_8)));
        assertNowhere();
    }

    @Test
    void areHiddenInErrors() throws Exception {
        WorkflowRun run = run(
                Result.FAILURE,
                "RUN --mount=type=secret,id=text echo \"failed with $(cat /run/secrets/text)\" >&2 && exit 3");
        assertThat(JenkinsRule.getLog(run)).contains("failed with ****", "exit code: 3");
        assertNowhere();
    }

    private static WorkflowRun run(Result result, String instruction) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
            node('ws') {
              %s
              writeFile file: 'there', text: 'canary-of-' + 'the-workspace'
              multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', push: false,
                secrets: ['text=text', 'file=file', 'password=password', 'id=there,src=there']
            }
            """.formatted(Sources.uncached(instruction)), true));
        return jenkins.buildAndAssertStatus(result, job);
    }

    /** In no file of the controller but the workspace's own. */
    private static void assertNowhere() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : LiveFiles.in(jenkins.jenkins.getRootDir().toPath())) {
            String content = LiveFiles.content(file);
            Stream.of(TEXT, PASSWORD, LINE)
                    .filter(content::contains)
                    .forEach(secret -> found.add(file + ": " + secret));
        }
        assertThat(found).isEmpty();
    }
}
