package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.util.Secret;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

/** Passwords and secrets are nowhere but where they are used, and who used them is known. */
@NeedsTestBed
@WithJenkins
class SecretCanaryTest {
    private static final String TEXT = "canary-of-a-secret-text";
    private static final String FILE = "canary-of-a-secret-file";
    private static final String PASSWORD = "canary-of-a-secret-password";
    private static JenkinsRule jenkins;
    private static TestBed bed;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed testBed) throws Exception {
        jenkins = rule;
        bed = testBed;
        Agents.three(jenkins, bed);
        add(new UsernamePasswordCredentialsImpl(
                CredentialsScope.GLOBAL,
                "registry",
                "",
                bed.get("registry.token.user"),
                bed.get("registry.token.password")));
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString(TEXT)));
        add(new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                "file",
                "",
                "secret.txt",
                SecretBytes.fromRawBytes(FILE.getBytes(StandardCharsets.UTF_8))));
        add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "password", "", "user", PASSWORD));
    }

    @Test
    void areNowhereDuringABuildNorAfterIt() throws Exception {
        String image = bed.get("registry.token") + "/jenkins/" + UUID.randomUUID() + ":1";
        Sleepers sleepers = new Sleepers();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(
                """
                node('ws') {
                  %s
                  multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', tags: '%s',
                    credentialsId: 'registry', secrets: [one: 'text', two: 'file', three: 'password']
                }
                """.formatted(
                        Sources.uncached("""
                RUN --mount=type=secret,id=one --mount=type=secret,id=two --mount=type=secret,id=three \\
                    cd /run/secrets && echo "lengths $(wc -c < one) $(wc -c < two) $(wc -c < three)"
                RUN %s""".formatted(sleepers.untilWoken())).replace("\\", "\\\\"), image),
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Await.until("the steps after the secrets", Await.LONG, () -> sleepers.running() >= 2);

        assertNowhere();
        assertThat(run.getRootDir()).isDirectoryContaining("glob:**program.dat");
        sleepers.wake();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertNowhere();
        assertThat(JenkinsRule.getLog(run))
                .contains("lengths " + TEXT.length() + " " + FILE.length() + " " + PASSWORD.length());
        for (String id : List.of("registry", "text", "file", "password")) {
            assertThat(CredentialsProvider.getFingerprintOf(find(id)).getJobs())
                    .as("jobs that used " + id)
                    .containsExactly("job");
        }
    }

    private static void add(Credentials credentials) throws IOException {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(Domain.global(), credentials);
    }

    private static Credentials find(String id) {
        return CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .getCredentials(Domain.global())
                .stream()
                .filter(credentials -> credentials instanceof IdCredentials named
                        && named.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** In no file of the controller and of the agents, the run's log and saved program among them. */
    private static void assertNowhere() throws IOException {
        List<Path> folders =
                new ArrayList<>(List.of(jenkins.jenkins.getRootDir().toPath()));
        for (String agent : List.of("ws", "amd64-1", "arm64-1")) {
            folders.add(Path.of(Agents.folder(agent)));
        }
        List<String> found = new ArrayList<>();
        for (Path folder : folders) {
            for (Path file : LiveFiles.in(folder)) {
                String content = LiveFiles.content(file);
                Stream.of(bed.get("registry.token.password"), TEXT, FILE, PASSWORD)
                        .filter(content::contains)
                        .forEach(secret -> found.add(file + ": " + secret));
            }
        }
        assertThat(found).isEmpty();
    }
}
