package io.jenkins.plugins.multiplatform.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Label;
import hudson.model.Result;
import hudson.util.Secret;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a user gets for a mistake: one line that names it, no stack trace, and no agent was asked anything. */
@WithJenkins
class BadInputTest {
    private static final String PUSH = "multiPlatformBuild tag: 'registry.example.com/app:1', credentialsId: ";
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.createOnlineSlave(Label.get("agent"));
        CredentialsStore store =
                CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next();
        store.addCredentials(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString("secret text")));
        store.addDomain(
                new Domain("elsewhere", "", List.of(new HostnameSpecification("ghcr.io", ""))),
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "elsewhere", "", "user", "password"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "multiPlatformBuild platforms: 'linux/amd64, toaster'",
                        "platforms: \"toaster\": unknown operating system or architecture: invalid argument"),
                Arguments.of(
                        "multiPlatformBuild platforms: 'linux/amd64', tags: ['a:1', 'a b']",
                        "invalid tag \"a b\": invalid reference format"),
                Arguments.of(
                        "multiPlatformBuild push: true",
                        "tag is needed when pushing to registry: give tags, or push: false"),
                Arguments.of(
                        "multiPlatformBuild emulation: 'maybe'",
                        "invalid emulation policy \"maybe\": valid are forbid, warn, allow"),
                Arguments.of(
                        "multiPlatformBuild buildArgs: '=x'",
                        "invalid buildArgs \"=x\": expected NAME=value, or a map of names and values"),
                Arguments.of(
                        "multiPlatformBuild builder: 'nobody'",
                        "no builder \"nobody\" found; there are none: create one first"),
                Arguments.of(
                        "withEnv(['DOCKER_DEFAULT_PLATFORM=toaster']) { multiPlatformBuild() }",
                        "DOCKER_DEFAULT_PLATFORM: \"toaster\": unknown operating system or architecture:"
                                + " invalid argument"),
                Arguments.of(
                        PUSH + "'gone'",
                        "Could not find credentials 'gone' of type 'Username with password' for registry"
                                + " registry.example.com: there are none of that ID that job may use"),
                Arguments.of(
                        PUSH + "'text'",
                        "Credentials 'text' are of type 'Secret text' where 'Username with password'"
                                + " (com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials)"
                                + " is needed for registry registry.example.com"),
                Arguments.of(
                        PUSH + "'elsewhere'",
                        "Credentials 'elsewhere' (user/******) are in a domain that does not include registry"
                                + " registry.example.com"),
                Arguments.of(
                        "createBuilder endpoint: 'unix:///a', nodes: [[endpoint: 'unix:///b']]",
                        "nodes can't be used together with endpoint, node, platforms or driverOpts: give these for each"
                                + " of the nodes"),
                Arguments.of(
                        "createBuilder name: 'x', append: true, endpoint: 'unix:///a'",
                        "failed to find instance \"x\" for append"),
                Arguments.of(
                        "createBuilder name: 'x', driver: 'teleport'",
                        "failed to find driver \"teleport\"; this version has: docker, remote"),
                Arguments.of(
                        "multiPlatformBuild platform: 'linux/amd64'",
                        "multiPlatformBuild has no argument \"platform\": did you mean \"platforms\"?"),
                Arguments.of(
                        "multiPlatformBuild dockerfile: 'other/Dockerfile'",
                        "multiPlatformBuild has no argument \"dockerfile\": did you mean \"file\"?"),
                Arguments.of(
                        "multiPlatformBuild 'build-arg': 'A=1'",
                        "multiPlatformBuild has no argument \"build-arg\": did you mean \"buildArgs\"?"),
                Arguments.of(
                        "multiPlatformBuild registries: [[uri: 'https://a', credentialsId: 'b']]",
                        "multiPlatformBuild: an entry of registries has no argument \"uri\": did you mean \"url\"?"),
                Arguments.of(
                        "createBuilder names: 'x'", "createBuilder has no argument \"names\": did you mean \"name\"?"),
                Arguments.of(
                        "createBuilder nodes: [[endpoints: 'unix:///b']]",
                        "createBuilder: an entry of nodes has no argument \"endpoints\": did you mean"
                                + " \"endpoint\"?"),
                Arguments.of(
                        "imagetoolsInspect image: 'a', zzz: true",
                        "imagetoolsInspect has no argument \"zzz\": it has credentialsId, format, image, raw"),
                Arguments.of("multiPlatformBuild tag: 'a', tags: 'b'", "tag is another name of tags: give one of them"),
                Arguments.of("imagetoolsInspect 'a b'", "invalid image \"a b\": invalid reference format"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldInOneLine(String step, String message) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItemByFullName("job", WorkflowJob.class);
        if (job == null) {
            job = jenkins.createProject(WorkflowJob.class, "job");
        }
        job.setDefinition(new CpsFlowDefinition("node('agent') { " + step + " }", true));
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(run.getLog(200)).contains("ERROR: " + message).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void needsANodeToBuild() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "no-node");
        job.setDefinition(new CpsFlowDefinition("multiPlatformBuild()", true));
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains(
                "Perhaps you forgot to surround the multiPlatformBuild step with a step that provides this, such as:"
                        + " node",
                run);
    }
}
