package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The ways in which Pipelines use the step, on a controller that nobody set up but for its agents' labels. */
@NeedsTestBed
@WithJenkins
class PipelineWaysTest {
    private static final String TWO = "platforms: ['linux/amd64', 'linux/arm64']";
    private static JenkinsRule jenkins;
    private static Agents agents;
    private static Images images;
    private static TestBed bed;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed testBed) throws Exception {
        jenkins = rule;
        bed = testBed;
        images = new Images(bed);
        agents = Agents.three(jenkins, bed);
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "canary", "", Secret.fromString("canary-of-a-binding")));
    }

    @AfterEach
    void leavesNothing() throws Exception {
        Agents.awaitNothingLeft();
    }

    @Test
    void aScriptReadsTheResultInTheSandbox() throws Exception {
        String image = images.unused();
        WorkflowRun run = succeed("""
                node('ws') {
                  %s
                  def r = multiPlatformBuild %s, context: 'app', tags: '%s'
                  for (p in r.platforms) {
                    echo "built ${p.platform} ${p.node} ${p.strategy} ${p.digest} ${p.size > 0} ${p.seconds > 0}"
                  }
                  echo "result ${r.digest} ${r.tags} ${r.missing}"
                }
                """.formatted(Sources.uncached("RUN uname -m > /arch"), TWO, image));

        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        assertThat(JenkinsRule.getLog(run))
                .containsPattern("built linux/amd64 amd64-1 native sha256:[0-9a-f]{64} true true")
                .containsPattern("built linux/arm64 arm64-1 emulated sha256:[0-9a-f]{64} true true")
                .contains("result " + images.digest(image) + " [" + image + "] []");
    }

    @Test
    void aDeclarativePipelinePublishesAndPosts() throws Exception {
        String image = images.unused();
        WorkflowRun run = succeed("""
                pipeline {
                  agent { label 'ws' }
                  options { timeout(time: 5, unit: 'MINUTES') }
                  environment { IMAGE = '%s' }
                  stages {
                    stage('Sources') { steps { %s } }
                    stage('Image') {
                      steps { multiPlatformBuild %s, context: 'app', tags: ["${IMAGE}"], buildArgs: [A: 'b'] }
                    }
                  }
                  post {
                    success { script { echo "post ${imagetoolsInspect(image: IMAGE).digest}" } }
                    failure { echo 'post of a failure' }
                  }
                }
                """.formatted(image, Sources.dockerfile("RUN uname -m > /arch"), TWO));

        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        assertThat(JenkinsRule.getLog(run))
                .contains("post " + images.digest(image))
                .doesNotContain("post of a failure");
    }

    @Test
    void aDeclarativePipelineTakesTextsForLists() throws Exception {
        String image = images.unused();
        String joined = images.unused();
        WorkflowRun run = succeed("""
                pipeline {
                  agent { label 'ws' }
                  stages {
                    stage('Image') {
                      steps {
                        %s
                        createBuilder name: 'own', driver: 'remote', endpoint: 'tcp://127.0.0.1:1', driverOpts: 'servername=x',
                          platforms: 'linux/arm64', bootstrap: false
                        multiPlatformBuild platforms: 'linux/amd64,linux/arm64', tag: '%s', context: 'app',
                          buildArgs: 'WORD=heard', labels: 'l=v', nodes: 'linux/arm64=arm64', optional: 'linux/arm64',
                          noCacheFilter: 'none', allow: 'network.host', addHosts: 'db=10.0.0.1', ulimits: 'nofile=64:64',
                          annotations: 'index:a=b', provenance: false, sbom: 'false'
                        imagetoolsCreate tag: '%s', source: '%s', platforms: 'linux/arm64', annotations: 'index:c=d'
                      }
                    }
                  }
                }
                """.formatted(
                        Sources.uncached("ARG WORD\nRUN echo \"word: $WORD $(ulimit -n)\" && grep db /etc/hosts"),
                        image,
                        joined,
                        image));

        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        assertThat(images.platforms(joined)).containsExactly("linux/arm64");
        assertThat(JenkinsRule.getLog(run)).contains("word: heard 64", "10.0.0.1\tdb");
    }

    @Test
    void dirIsWhereTheContextIs() throws Exception {
        WorkflowRun run =
                succeed("""
                node('ws') {
                  dir('deep/inside') {
                    %s
                    writeFile file: 'app/here', text: 'inside'
                    dir('app') { multiPlatformBuild platforms: 'linux/amd64', noCache: true }
                  }
                }
                """.formatted(Sources.dockerfile("COPY here /here\nRUN echo \"content $(cat /here)\"")));
        assertThat(JenkinsRule.getLog(run)).contains("content inside");
    }

    @Test
    void variablesOfWithEnvAreBuildArgumentsAndNameTheEngine() throws Exception {
        String socket = bed.get("engine.a.socket");
        WorkflowRun run =
                succeed("""
                node('ws') {
                  %s
                  withEnv(['GREETING=hi there']) {
                    multiPlatformBuild platforms: 'linux/amd64', context: 'app', buildArgs: ['GREETING'], noCache: true
                  }
                  withEnv(['DOCKER_HOST=unix://%s']) {
                    multiPlatformBuild context: 'app'
                  }
                }
                """.formatted(Sources.dockerfile("ARG GREETING\nRUN echo \"greeting: $GREETING\""), socket));
        assertThat(JenkinsRule.getLog(run))
                .contains("greeting: hi there")
                .contains("linux/amd64: native on amd64-1 (")
                .contains("linux/amd64: native on default (");
    }

    @Test
    void withCredentialsMasksWhatANodePrints() throws Exception {
        WorkflowRun run = succeed("""
                node('ws') {
                  %s
                  withCredentials([string(credentialsId: 'canary', variable: 'TOKEN')]) {
                    multiPlatformBuild %s, context: 'app', buildArgs: ['TOKEN'], noCache: true
                  }
                }
                """.formatted(Sources.dockerfile("ARG TOKEN\nRUN echo \"token: $TOKEN\""), TWO));
        assertThat(JenkinsRule.getLog(run))
                .containsPattern("\\[linux/amd64] .*token: \\*\\*\\*\\*")
                .containsPattern("\\[linux/arm64] .*token: \\*\\*\\*\\*")
                .doesNotContain("canary-of-a-binding");
    }

    @Test
    void aTimeoutEndsTheBuildEverywhere() throws Exception {
        Sleepers sleepers = new Sleepers();
        WorkflowJob job = job("""
                node('ws') {
                  %s
                  timeout(activity: true, time: 15, unit: 'SECONDS') { multiPlatformBuild %s, context: 'app', noCache: true }
                }
                """.formatted(Sources.dockerfile("RUN " + sleepers.command()), TWO));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Await.until("both steps", Await.LONG, () -> sleepers.running() >= 2);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        Await.until("no step", Await.SHORT, () -> sleepers.running() == 0);
        assertThat(JenkinsRule.getLog(run))
                .contains("Timeout has been exceeded")
                .doesNotContain("\tat io.jenkins.plugins.multiplatform");
    }

    @Test
    void retryTakesAnotherWorkspaceWhenItsAgentIsLost() throws Exception {
        agents.add("lost", "two-workspaces", "");
        String image = images.unused();
        Sleepers sleepers = new Sleepers();
        WorkflowJob job = job(
                """
                def attempts = 0
                retry(count: 2, conditions: [agent(), nonresumable()]) {
                  attempts++
                  node('two-workspaces') {
                    echo "attempt ${attempts} on ${env.NODE_NAME}"
                    %s
                    def instruction = attempts == 1 ? '%s' : 'true'
                    multiPlatformBuild %s, context: 'app', tags: '%s', buildArgs: [INSTRUCTION: instruction]
                  }
                }
                """.formatted(Sources.uncached("ARG INSTRUCTION\nRUN $INSTRUCTION"), sleepers.command(), TWO, image));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Await.until("both steps", Await.LONG, () -> sleepers.running() >= 2);
        jenkins.jenkins.getNode("ws").setLabelString("ws two-workspaces");
        jenkins.jenkins.removeNode(jenkins.jenkins.getNode("lost"));

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(JenkinsRule.getLog(run)).contains("attempt 1 on lost", "agent lost was lost: ", "attempt 2 on ws");
        assertThat(images.platforms(image)).containsExactly("linux/amd64", "linux/arm64");
        Await.until("no step of the lost attempt", Await.SHORT, () -> sleepers.running() == 0);
    }

    @Test
    void parallelBranchesBuildAtOnce() throws Exception {
        String one = images.unused();
        String other = images.unused();
        WorkflowRun run =
                succeed("""
                node('ws') {
                  %s
                  parallel one: {
                    multiPlatformBuild %s, context: 'app', tags: '%s', buildArgs: [WHO: 'one']
                  }, other: {
                    multiPlatformBuild %s, context: 'app', tags: '%s', buildArgs: [WHO: 'other']
                  }
                }
                """.formatted(Sources.uncached("ARG WHO\nRUN echo $WHO > /who"), TWO, one, TWO, other));
        assertThat(images.platforms(one)).containsExactly("linux/amd64", "linux/arm64");
        assertThat(images.platforms(other)).containsExactly("linux/amd64", "linux/arm64");
        assertThat(images.digest(one)).isNotEqualTo(images.digest(other));
        assertThat(JenkinsRule.getLog(run)).contains("tagged " + one, "tagged " + other);
    }

    @Test
    void catchErrorGoesOnAfterAFailedPlatform() throws Exception {
        String image = images.unused();
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.UNSTABLE, job("""
                node('ws') {
                  %s
                  catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') {
                    multiPlatformBuild %s, context: 'app', tags: '%s'
                  }
                  echo "went on"
                }
                """.formatted(
                        Sources.uncached("RUN [ $(uname -m) = x86_64 ] || exit 7"), TWO, image)));
        assertThat(JenkinsRule.getLog(run))
                .contains("went on", "exit code: 7")
                .containsPattern("linux/amd64.* sha256:[0-9a-f]{64}")
                .doesNotContain("\tat ");
        assertThat(images.exists(image)).isFalse();
    }

    private static WorkflowRun succeed(String script) throws Exception {
        return jenkins.buildAndAssertSuccess(job(script));
    }

    private static WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
