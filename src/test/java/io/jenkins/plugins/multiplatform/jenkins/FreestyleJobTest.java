package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.multiplatform.jenkins.freestyle.MultiPlatformBuilder;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The build step of freestyle jobs. */
@NeedsTestBed
@WithJenkins
class FreestyleJobTest {
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
    void expandsVariablesInEveryField() throws Exception {
        String image = images.unused();
        String repository = image.substring(0, image.lastIndexOf(':'));
        BuildSettings settings = new BuildSettings();
        settings.setPlatforms(List.of("linux/${ARCHITECTURE}", "linux/arm64"));
        settings.setTags(List.of(repository + ":${BUILD_NUMBER}", repository + ":${ARCHITECTURE}"));
        settings.setContext("${FOLDER}");
        settings.setFile("${FOLDER}/${JOB_NAME}.Dockerfile");
        settings.setTarget("${TARGET}");
        settings.setBuildArgs(List.of("ARGUMENT=${ARCHITECTURE} and $BUILD_NUMBER"));
        settings.setLabels(List.of("${LABEL}=of ${JOB_NAME}"));
        settings.setNodes(List.of("linux/arm64=${LABEL}"));
        settings.setEmulation("${EMULATION}");
        settings.setTimeout("${MINUTES}m");
        settings.setNoCache(true);
        FreeStyleProject job = job("free", "made/free.Dockerfile", """
            FROM alpine AS wanted
            ARG ARGUMENT
            RUN echo "argument: $ARGUMENT"
            FROM alpine
            RUN exit 9
            """, settings);
        job.addProperty(new ParametersDefinitionProperty(List.of(
                new StringParameterDefinition("ARCHITECTURE", "amd64"),
                new StringParameterDefinition("FOLDER", "made"),
                new StringParameterDefinition("TARGET", "wanted"),
                new StringParameterDefinition("LABEL", "arm64"),
                new StringParameterDefinition("EMULATION", "allow"),
                new StringParameterDefinition("MINUTES", "5"))));

        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);

        assertThat(images.platforms(repository + ":1")).containsExactly("linux/amd64", "linux/arm64");
        assertThat(images.digest(repository + ":amd64")).isEqualTo(images.digest(repository + ":1"));
        assertThat(images.config(image, "linux/arm64").getJSONObject("Labels").getString("arm64"))
                .isEqualTo("of free");
        assertThat(JenkinsRule.getLog(run))
                .contains("argument: amd64 and 1", "nodes of the step")
                .doesNotContain("${");
    }

    @Test
    void aParameterAddsNoTagAndNoAttribute() throws Exception {
        String image = images.unused();
        String other = images.unused();
        BuildSettings tags = settings(image + "-${VERSION}");
        BuildSettings outputs = settings(image);
        outputs.setOutputs(List.of("type=image,push=true,name=" + image + "-${VERSION}"));
        for (BuildSettings settings : List.of(tags, outputs)) {
            FreeStyleProject job = jenkins.createFreeStyleProject();
            job.getBuildersList().add(new MultiPlatformBuilder(settings));
            job.addProperty(
                    new ParametersDefinitionProperty(List.of(new StringParameterDefinition("VERSION", "1," + other))));
            FreeStyleBuild run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
            assertThat(JenkinsRule.getLog(run))
                    .contains("-${VERSION}\" becomes ", ": a variable fills in one entry")
                    .doesNotContain("\tat ");
        }
        assertThat(images.exists(other)).isFalse();
    }

    @Test
    void isUnstableWithoutAnOptionalPlatform() throws Exception {
        String image = images.unused();
        BuildSettings settings = settings(image);
        settings.setOptional(List.of("linux/arm64"));
        FreeStyleProject job = job("optional", "Dockerfile", "FROM alpine\nRUN [ $(uname -m) = x86_64 ]\n", settings);
        FreeStyleBuild run = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        assertThat(JenkinsRule.getLog(run)).contains("WARNING: published without the optional platforms linux/arm64");
        assertThat(images.platforms(image)).containsExactly("linux/amd64");
    }

    @Test
    void failsInOneLineAndPublishesNothing() throws Exception {
        String image = images.unused();
        FreeStyleProject job =
                job("failing", "Dockerfile", "FROM alpine\nRUN [ $(uname -m) = x86_64 ]\n", settings(image));
        FreeStyleBuild run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(JenkinsRule.getLog(run)).contains("ERROR: ").doesNotContain("\tat ");
        assertThat(images.exists(image)).isFalse();
    }

    @Test
    void showsThePlanOfADryRun() throws Exception {
        String image = images.unused();
        BuildSettings settings = settings(image);
        settings.setDryRun(true);
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job("dry", "Dockerfile", "FROM alpine\n", settings));
        assertThat(JenkinsRule.getLog(run)).contains("amd64-1", "arm64-1").doesNotContain("building on");
        assertThat(images.exists(image)).isFalse();
    }

    @Test
    void endsOnTheNodesWhenItIsStopped() throws Exception {
        Sleepers sleepers = new Sleepers();
        BuildSettings settings = settings(images.unused());
        settings.setNoCache(true);
        FreeStyleProject job = job("stopped", "Dockerfile", "FROM alpine\nRUN " + sleepers.command() + "\n", settings);
        FreeStyleBuild run = job.scheduleBuild2(0).waitForStart();
        Await.until("both steps", Await.LONG, () -> sleepers.running() >= 2);

        run.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        Await.until("no step", Await.SHORT, () -> sleepers.running() == 0);
    }

    private static BuildSettings settings(String image) {
        BuildSettings settings = new BuildSettings();
        settings.setPlatforms(List.of("linux/amd64", "linux/arm64"));
        settings.setTags(List.of(image));
        return settings;
    }

    private static FreeStyleProject job(String name, String file, String dockerfile, BuildSettings settings)
            throws Exception {
        FreeStyleProject job = jenkins.createProject(FreeStyleProject.class, name);
        job.setAssignedLabel(Label.get("ws"));
        job.setScm(new SingleFileSCM(file, dockerfile));
        job.getBuildersList().add(new MultiPlatformBuilder(settings));
        return job;
    }
}
