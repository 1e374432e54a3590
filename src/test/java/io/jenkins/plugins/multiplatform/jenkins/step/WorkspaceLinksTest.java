package io.jenkins.plugins.multiplatform.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What links in a workspace lead to, and what the step itself may name. Nothing is built. */
@WithJenkins
@DisabledOnOs(OS.WINDOWS)
class WorkspaceLinksTest {
    private static JenkinsRule jenkins;
    private static DumbSlave agent;

    @TempDir
    private Path outside;

    private WorkflowJob job;
    private Path workspace;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = jenkins.createOnlineSlave(Label.get("agent"));
    }

    @BeforeEach
    void makeWorkspace() throws Exception {
        job = jenkins.createProject(WorkflowJob.class);
        FilePath folder = agent.getWorkspaceFor(job);
        folder.mkdirs();
        workspace = Path.of(folder.getRemote());
        Files.writeString(workspace.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
        outside = outside.toRealPath();
        Files.writeString(outside.resolve("Dockerfile"), "FROM scratch\n");
        Files.writeString(outside.resolve("id_rsa"), "private");
        Files.createSymbolicLink(workspace.resolve("link"), outside);
    }

    private WorkflowRun fails(String step) throws Exception {
        job.setDefinition(new CpsFlowDefinition("node('agent') { " + step + " }", true));
        return jenkins.buildAndAssertStatus(Result.FAILURE, job);
    }

    private void isRefused(String step) throws Exception {
        jenkins.assertLogContains(
                "refused to follow the link " + workspace.resolve("link") + " to " + outside
                        + ": it leads out of the workspace " + workspace,
                fails(step));
    }

    @Test
    void linksOutOfTheWorkspaceAreRefused() throws Exception {
        isRefused("multiPlatformBuild platforms: 'linux/amd64', context: 'link'");
        isRefused("dir('link') { multiPlatformBuild platforms: 'linux/amd64' }");
        isRefused("multiPlatformBuild platforms: 'linux/amd64', buildContexts: [keys: 'link']");
        isRefused("multiPlatformBuild platforms: 'linux/amd64', secrets: ['id=key,src=link/id_rsa']");
        isRefused("multiPlatformBuild platforms: 'linux/amd64', ssh: ['default=link/id_rsa']");
        isRefused("multiPlatformBuild platforms: 'linux/amd64', metadataFile: 'link/metadata.json'");
        isRefused("withEnv(['DOCKER_CONFIG=link']) { multiPlatformBuild tag: 'registry.example.com/app:1' }");
        try (var names = Files.list(outside)) {
            assertThat(names).containsExactlyInAnyOrder(outside.resolve("Dockerfile"), outside.resolve("id_rsa"));
        }
    }

    @Test
    void aPathThatTheStepNamesIsUsedAndNoted() throws Exception {
        WorkflowRun run = fails("multiPlatformBuild platforms: 'linux/amd64', context: '" + outside
                + "', nodes: ['linux/amd64': 'nowhere']");
        jenkins.assertLogContains(
                "the step itself names " + outside + ", which is outside of its workspace " + workspace, run);
        jenkins.assertLogNotContains("refused to follow", run);
    }

    @Test
    void theFolderForSecretsBesideTheWorkspaceIsNotNoted() throws Exception {
        Path secrets = Files.createDirectories(Path.of(workspace + "@tmp"));
        Files.writeString(secrets.resolve("token"), "x");
        WorkflowRun run = fails("multiPlatformBuild platforms: 'linux/amd64', secrets: ['id=t,src="
                + secrets.resolve("token") + "'], nodes: ['linux/amd64': 'nowhere']");
        jenkins.assertLogNotContains("outside of its workspace", run);
    }
}
