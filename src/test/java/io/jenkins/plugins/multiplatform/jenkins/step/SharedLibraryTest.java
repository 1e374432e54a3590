package io.jenkins.plugins.multiplatform.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalUntrustedLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.jenkinsci.plugins.workflow.libs.LibraryRetrieverDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The library of docs/shared-library.md as it stands there, in the sandbox, against a real engine and registry. */
@NeedsTestBed
@WithJenkins
class SharedLibraryTest {
    private static JenkinsRule jenkins;
    private static TestBed bed;

    private String image;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed testBed) throws Exception {
        jenkins = rule;
        bed = testBed;
        BuildKitNodeProperty engine = new BuildKitNodeProperty();
        engine.setEndpoint("unix://" + bed.get("engine.a.socket"));
        jenkins.createOnlineSlave(Label.get("agent")).getNodeProperties().add(engine);
        LibraryConfiguration library = new LibraryConfiguration("images", new Folder());
        library.setDefaultVersion("1");
        GlobalUntrustedLibraries.get().setLibraries(List.of(library));
    }

    @BeforeEach
    void name() {
        image = bed.get("registry.plain") + "/jenkins/" + UUID.randomUUID();
    }

    @Test
    void tagsAfterBranchAndCommitAndReturnsTheDigests() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, "BRANCH_NAME=feature/a+b,GIT_COMMIT=0123456789abcdef0123", """
                def r = buildImage image: 'IMAGE', tags: ['1.0'], build: [context: 'app']
                echo "returned ${r.tags} ${r.digest} ${r.platforms.collect { it.platform }}"
                def found = imagetoolsInspect(image: 'IMAGE:0123456789ab').manifests.findAll { !it.attestation }
                echo "digests ${found.collect { it.digest } == r.platforms.collect { it.digest }}"
                """);

        assertThat(JenkinsRule.getLog(run))
                .containsPattern("returned \\[" + image + ":feature-a-b, " + image + ":0123456789ab, " + image
                        + ":1\\.0\\] sha256:[0-9a-f]{64} \\[linux/amd64, linux/arm64\\]")
                .containsPattern("linux/amd64 built on slave0 \\(native\\) in [0-9.]+ s sha256:[0-9a-f]{64}")
                .containsPattern(image + ":feature-a-b, .* is sha256:[0-9a-f]{64}")
                .contains("digests true");
    }

    @Test
    void isLatestOnItsBranchAlone() throws Exception {
        String build = """
                def plan = buildImage image: 'IMAGE', platforms: 'linux/amd64', latestOn: 'trunk',
                    build: [dryRun: true, context: 'app']
                echo "tags ${plan.tags}"
                """;
        assertThat(JenkinsRule.getLog(run(Result.SUCCESS, "BRANCH_NAME=trunk", build)))
                .contains("tags [" + image + ":trunk, " + image + ":latest]");
        assertThat(JenkinsRule.getLog(run(Result.SUCCESS, "BRANCH_NAME=main", build)))
                .contains("tags [" + image + ":main]");
    }

    @Test
    void buildsPullRequestsWithoutPushingThem() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, "BRANCH_NAME=PR-7,CHANGE_ID=7", """
                def r = buildImage image: 'IMAGE', platforms: 'linux/amd64', build: [context: 'app']
                echo "pushed [${r.digest}]"
                """);
        assertThat(JenkinsRule.getLog(run)).contains("pushed []");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertError(
                "buildImage platforms: 'linux/amd64'",
                "buildImage needs image, such as image:" + " 'registry.example.com/team/app'");
        assertError(
                "buildImage image: 'IMAGE', tag: '1'",
                "buildImage does not know tag; it knows image, platforms, tags," + " commit, latestOn, push, build");
        assertError(
                "buildImage image: 'IMAGE'",
                "buildImage found no tag: there is no BRANCH_NAME and no commit, so give" + " tags");
    }

    private void assertError(String script, String message) throws Exception {
        assertThat(run(Result.FAILURE, "X=", script).getLog(100)).contains("ERROR: " + message);
    }

    private WorkflowRun run(Result expected, String variables, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        String pipeline =
                """
                @Library('images') _
                node('agent') {
                  writeFile file: 'app/Dockerfile', text: 'FROM alpine\\nCOPY hello /hello\\n'
                  writeFile file: 'app/hello', text: 'hello'
                  withEnv('VARIABLES'.split(',').toList()) {
                    SCRIPT
                  }
                }
                """.replace("VARIABLES", variables).replace("SCRIPT", script).replace("IMAGE", image);
        job.setDefinition(new CpsFlowDefinition(pipeline, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    /** Takes the library from where the documentation has it. */
    public static final class Folder extends LibraryRetriever {
        @Override
        public void retrieve(
                @NonNull String name,
                @NonNull String version,
                boolean changelog,
                @NonNull FilePath target,
                @NonNull Run<?, ?> run,
                @NonNull TaskListener listener)
                throws Exception {
            retrieve(name, version, target, run, listener);
        }

        @Override
        public void retrieve(
                @NonNull String name,
                @NonNull String version,
                @NonNull FilePath target,
                @NonNull Run<?, ?> run,
                @NonNull TaskListener listener)
                throws Exception {
            Path library = Path.of(System.getProperty("basedir", ""), "docs/examples/shared-library");
            new FilePath(library.toFile()).copyRecursiveTo(target);
        }

        @TestExtension
        public static final class DescriptorImpl extends LibraryRetrieverDescriptor {
            @NonNull
            @Override
            public String getDisplayName() {
                return "A folder of the documentation";
            }
        }
    }
}
