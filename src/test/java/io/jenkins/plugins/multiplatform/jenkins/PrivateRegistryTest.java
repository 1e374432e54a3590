package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import io.jenkins.plugins.multiplatform.jenkins.config.MultiPlatformBuildConfiguration;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Files;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A registry whose certificate no JVM knows, with a password and without tokens. */
@NeedsTestBed
@WithJenkins
class PrivateRegistryTest {
    private static JenkinsRule jenkins;
    private static TestBed bed;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed testBed) throws Exception {
        jenkins = rule;
        bed = testBed;
        Agents.three(jenkins, bed);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "private",
                        "",
                        bed.get("registry.tls.user"),
                        bed.get("registry.tls.password")));
    }

    @Test
    void isReachedOnceAnAdministratorTrustsIt() throws Exception {
        WorkflowRun refused = run(Result.FAILURE);
        assertThat(JenkinsRule.getLog(refused))
                .contains("x509: the certificate of " + bed.get("registry.tls") + " is not accepted: ")
                .doesNotContain("building on");

        MultiPlatformBuildConfiguration.get().setRegistryCertificates(Files.readString(bed.path("registry.tls.ca")));
        WorkflowRun run = run(Result.SUCCESS);
        assertThat(JenkinsRule.getLog(run))
                .contains("platforms [linux/amd64, linux/arm64]", "formatted sha256:", "copied sha256:");
    }

    private static WorkflowRun run(Result result) throws Exception {
        String image = bed.get("registry.tls") + "/private/" + UUID.randomUUID();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
                node('ws') {
                  %1$s
                  multiPlatformBuild platforms: ['linux/amd64', 'linux/arm64'], context: 'app', tags: '%2$s:1',
                      credentialsId: 'private'
                  def i = imagetoolsInspect image: '%2$s:1', credentialsId: 'private'
                  echo "platforms ${i.manifests.findAll { !it.attestation }.collect { it.platform }}"
                  def d = imagetoolsInspect image: '%2$s:1', format: '{{.Manifest.Digest}}', credentialsId: 'private'
                  echo "formatted $d"
                  def c = imagetoolsCreate source: '%2$s:1', tags: '%2$s:2', credentialsId: 'private'
                  echo "copied ${c.digest}"
                }
                """.formatted(Sources.uncached("RUN uname -m"), image), true));
        return jenkins.buildAndAssertStatus(result, job);
    }
}
