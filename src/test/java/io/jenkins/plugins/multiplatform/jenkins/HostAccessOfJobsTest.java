package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.multiplatform.jenkins.config.HostAccessGrant;
import io.jenkins.plugins.multiplatform.jenkins.config.MultiPlatformBuildConfiguration;
import io.jenkins.plugins.multiplatform.jenkins.freestyle.MultiPlatformBuilder;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Jenkinsfile that asks for the machine that runs its steps. */
@WithJenkins
class HostAccessOfJobsTest {
    private static final String REFUSED = "security.insecure, cgroupParent is not allowed for the job \"%s\": it gives"
            + " steps of the build more of their node than a sandbox. An administrator allows it for jobs and folders"
            + " under Manage Jenkins, System, Multi-platform builds, Access to nodes (hostAccess in Configuration as"
            + " Code)";
    /** What the same build ends with once it is allowed: there is no workspace yet. */
    private static final String NEXT = "unable to prepare context";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void allowNothing() {
        MultiPlatformBuildConfiguration configuration = MultiPlatformBuildConfiguration.get();
        configuration.setHostAccess(List.of());
        configuration.setHostNetworkRestricted(false);
        configuration.setDevicesRestricted(false);
    }

    private static WorkflowJob job(MockFolder folder, String name, String options) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, name);
        job.setDefinition(
                new CpsFlowDefinition("node { multiPlatformBuild platforms: 'linux/amd64', " + options + " }", true));
        return job;
    }

    private static String fail(WorkflowJob job) throws Exception {
        return JenkinsRule.getLog(jenkins.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void isRefusedUnlessAnAdministratorAllowsItForItsFolder() throws Exception {
        MockFolder trusted = jenkins.createFolder("trusted");
        MockFolder others = jenkins.createFolder("others");
        String options = "allow: 'security.insecure', cgroupParent: '/'";
        WorkflowJob one = job(trusted, "one", options);
        WorkflowJob two = job(others, "two", options);
        assertThat(fail(one))
                .contains("ERROR: " + REFUSED.formatted("trusted/one"))
                .doesNotContain(NEXT, "\tat ");

        MultiPlatformBuildConfiguration.get()
                .setHostAccess(List.of(new HostAccessGrant("trusted/**", "security.insecure, cgroupParent")));

        assertThat(fail(one)).contains(NEXT);
        assertThat(fail(two))
                .contains("ERROR: " + REFUSED.formatted("others/two"))
                .doesNotContain(NEXT);
    }

    @Test
    void aDryRunAndACheckAreRefusedToo() throws Exception {
        MockFolder folder = jenkins.createFolder("looking");
        for (String option : List.of("dryRun", "check")) {
            WorkflowJob job =
                    job(folder, option, "allow: 'security.insecure', cgroupParent: '/', " + option + ": true");
            assertThat(fail(job)).contains(REFUSED.formatted("looking/" + option));
        }
    }

    @Test
    void theNetworkAndDevicesAreRefusedOnlyWhereTheyAreRestricted() throws Exception {
        WorkflowJob job = job(jenkins.createFolder("net"), "job", "network: 'host', allow: 'device'");
        assertThat(fail(job)).contains(NEXT);
        MultiPlatformBuildConfiguration.get().setHostNetworkRestricted(true);
        MultiPlatformBuildConfiguration.get().setDevicesRestricted(true);
        assertThat(fail(job)).contains("device, network.host is not allowed for the job \"net/job\"");
    }

    @Test
    void aGrantThatCanNotBeReadAllowsNothing() throws Exception {
        WorkflowJob job = job(jenkins.createFolder("wrong"), "job", "allow: 'security.insecure'");
        MultiPlatformBuildConfiguration.get().setHostAccess(List.of(new HostAccessGrant("**", "all")));
        assertThat(fail(job))
                .contains("Manage Jenkins, System, Multi-platform builds, Access to nodes: \"all\" can't be allowed");
    }

    @Test
    void holdsForFreestyleJobs() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("freestyle");
        BuildSettings settings = new BuildSettings();
        settings.setAllow(List.of("security.insecure"));
        settings.setCgroupParent("/");
        job.getBuildersList().add(new MultiPlatformBuilder(settings));
        Run<?, ?> run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(JenkinsRule.getLog(run)).contains(REFUSED.formatted("freestyle"));
    }
}
