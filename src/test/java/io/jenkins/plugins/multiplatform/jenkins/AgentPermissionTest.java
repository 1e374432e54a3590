package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents give places to those jobs alone that may build there: a place beside the executors is no way around that. */
@NeedsTestBed
@WithJenkins
class AgentPermissionTest {
    private static final String BUILD = """
            node('ws') {
              %s
              multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app'%s
            }
            """;
    private static JenkinsRule jenkins;

    /** Lets anybody build anywhere, but the outsider not on the agent for arm64. */
    private static final class Strategy extends MockAuthorizationStrategy {
        private static final long serialVersionUID = 1L;

        @Override
        public ACL getACL(Node node) {
            ACL root = getRootACL();
            return ACL.lambda2((identity, permission) -> {
                boolean closed = node.getNodeName().equals("arm64-1")
                        && permission.equals(Computer.BUILD)
                        && identity.getName().equals("outsider");
                return !closed && root.hasPermission2(identity, permission);
            });
        }
    }

    @BeforeAll
    static void start(JenkinsRule rule, TestBed bed) throws Exception {
        jenkins = rule;
        Agents.three(jenkins, bed);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new Strategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Computer.BUILD)
                .everywhere()
                .to("outsider", "insider"));
        MockQueueItemAuthenticator authenticator = new MockQueueItemAuthenticator();
        for (String who : new String[] {"outsider", "insider"}) {
            for (String job : new String[] {"labels", "nodes", "dry"}) {
                authenticator.authenticate(
                        who + "-" + job, User.getOrCreateByIdOrFullName(who).impersonate2());
            }
        }
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().add(authenticator);
    }

    @Test
    void aJobThatMayNotBuildThereNeverGetsThere() throws Exception {
        for (String job : new String[] {"outsider-labels", "outsider-nodes"}) {
            String rule = job.endsWith("nodes") ? ", nodes: ['linux/arm64': 'arm64']" : "";
            WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job(job, rule));
            assertThat(JenkinsRule.getLog(run))
                    .contains("ERROR: ", "arm64-1", "Agent/Build")
                    .doesNotContain("[linux/arm64]", "[linux/amd64] building")
                    .doesNotContain("\tat ");
        }
        assertThat(Path.of(Agents.folder("arm64-1"), "workspace")).doesNotExist();
    }

    @Test
    void aJobThatMayNotBuildThereIsToldNothingByADryRun() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, job("outsider-dry", ", dryRun: true, tags: 'example.com/a:1'"));
        assertThat(JenkinsRule.getLog(run)).contains("ERROR: ");
    }

    @Test
    void aJobThatMayIsServed() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(job("insider-labels", ""));
        assertThat(JenkinsRule.getLog(run)).contains("[linux/arm64] building on arm64-1");
    }

    private static WorkflowJob job(String name, String more) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(BUILD.formatted(Sources.dockerfile("RUN uname -m"), more), true));
        return job;
    }
}
