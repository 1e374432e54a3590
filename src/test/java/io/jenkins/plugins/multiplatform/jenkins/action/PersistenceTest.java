package io.jenkins.plugins.multiplatform.jenkins.action;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.slaves.DumbSlave;
import hudson.slaves.NodeProperty;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.MissingPlatform;
import io.jenkins.plugins.multiplatform.build.PhaseTimes;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.jenkins.config.MultiPlatformBuildConfiguration;
import io.jenkins.plugins.multiplatform.jenkins.config.PlatformLabel;
import io.jenkins.plugins.multiplatform.jenkins.freestyle.MultiPlatformBuilder;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import io.jenkins.plugins.multiplatform.jenkins.run.Samples;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** All that is kept in files is the same after Jenkins was restarted. */
class PersistenceTest {
    private static final BuilderInstance BUILDER = new BuilderInstance(
            "mybuild",
            "remote",
            List.of(new BuilderNode(
                    "arm", "tcp://b:1234", List.of(Platform.of("linux", "arm", "v7")), Map.of("servername", "x"))));

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void everythingIsTheSameAfterARestart() throws Throwable {
        sessions.then(PersistenceTest::save);
        sessions.then(PersistenceTest::read);
    }

    @Test
    void aJobsFileHasWhatItsAuthorSetAndNothingElse() throws Throwable {
        sessions.then(jenkins -> {
            BuildSettings settings = new BuildSettings();
            settings.setPlatforms(List.of("linux/amd64"));
            settings.setRetries(2);
            FreeStyleProject job = jenkins.createFreeStyleProject("job");
            job.getBuildersList().add(new MultiPlatformBuilder(settings));
            job.save();
            String written = job.getConfigFile().asString();
            assertThat(written.substring(written.indexOf("<settings>"), written.indexOf("</settings>"))
                            .replaceAll("\\s", ""))
                    .isEqualTo("<settings><platforms><string>linux/amd64</string></platforms><retries>2</retries>");
        });
        sessions.then(jenkins -> {
            BuildSettings read = jenkins.jenkins
                    .getItemByFullName("job", FreeStyleProject.class)
                    .getBuildersList()
                    .get(MultiPlatformBuilder.class)
                    .getSettings();
            assertThat(read.getPlatforms()).containsExactly("linux/amd64");
            assertThat(read.getRetries()).isEqualTo(2);
            assertThat(read.getContext()).isEqualTo(".");
            assertThat(read.getEmulation()).isEqualTo("warn");
            assertThat(read.getPush()).isNull();
            assertThat(read.getTags()).isEmpty();
        });
    }

    private static void save(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("job");
        job.getBuildersList().add(new MultiPlatformBuilder(Samples.settings()));
        DumbSlave agent = jenkins.createSlave("agent", "label", null);
        agent.getNodeProperties().add(property());
        jenkins.jenkins.updateNode(agent);
        jenkins.jenkins.getNodeProperties().add(property());
        MultiPlatformBuildConfiguration.get().setPlatformLabels(labels());

        FreeStyleBuild run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("run"));
        ImagesAction images = ImagesAction.of(run);
        images.finished("begun", pushed());
        images.finished("begun", built());
        images.ended("over", result());
        RunBuilders.of(run).save(BUILDER);
        RunBuilders.of(run).use("mybuild");
    }

    private static void read(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("job", FreeStyleProject.class);
        assertThat(job.getBuildersList().get(MultiPlatformBuilder.class).getSettings())
                .usingRecursiveComparison()
                .isEqualTo(Samples.settings());
        for (NodeProperty<?> read : List.of(
                BuildKitNodeProperty.of(jenkins.jenkins.getNode("agent")), BuildKitNodeProperty.of(Jenkins.get()))) {
            assertThat(read).usingRecursiveComparison().ignoringFields("node").isEqualTo(property());
        }
        assertThat(MultiPlatformBuildConfiguration.get().getPlatformLabels())
                .usingRecursiveComparison()
                .isEqualTo(labels());

        FreeStyleBuild run =
                jenkins.jenkins.getItemByFullName("run", FreeStyleProject.class).getBuildByNumber(1);
        ImagesAction images = run.getAction(ImagesAction.class);
        assertThat(images.getRun()).isSameAs(run);
        assertThat(images.finished("begun")).containsExactly(pushed(), built());
        assertThat(images.getBuilds())
                .usingRecursiveComparison()
                .isEqualTo(List.of(
                        SavedBuild.begun("begun").with(pushed()).with(built()),
                        SavedBuild.begun("over").with(result())));
        assertThat(images.nodes()).isEqualTo(Map.of("linux/arm/v7", "arm", "linux/amd64", "amd"));
        RunBuilders builders = run.getAction(RunBuilders.class);
        assertThat(builders.list()).containsExactly(BUILDER);
        assertThat(builders.current()).contains("mybuild");
    }

    private static BuildKitNodeProperty property() throws ReflectiveOperationException {
        return Samples.fill(new BuildKitNodeProperty());
    }

    private static List<PlatformLabel> labels() {
        return List.of(
                new PlatformLabel("linux/arm64", "graviton && docker"), new PlatformLabel("linux/riscv64", "riscv"));
    }

    private static PlatformImage pushed() throws Exception {
        Platform platform = Platform.of("linux", "arm", "v7");
        ContentDescriptor descriptor = ContentDescriptor.of(
                        "application/vnd.oci.image.index.v1+json", Digest.parse("sha256:" + "a".repeat(64)), 856)
                .withPlatform(platform);
        return new PlatformImage(
                planned(platform, "arm", Strategy.CROSS),
                descriptor,
                "build-1",
                12.25,
                new PhaseTimes(0.5, 2.75),
                9,
                4,
                2);
    }

    private static PlatformImage built() {
        return new PlatformImage(
                planned(Platform.of("linux", "amd64"), "amd", Strategy.NATIVE),
                null,
                "build-2",
                1.5,
                PhaseTimes.NONE,
                3,
                1,
                1);
    }

    private static PlannedPlatform planned(Platform platform, String node, Strategy strategy) {
        return new PlannedPlatform(
                platform,
                "docker",
                new BuilderNode(node, "unix:///" + node + ".sock", List.of(), Map.of()),
                strategy,
                "reason of " + node);
    }

    private static BuildResult result() throws Exception {
        return new BuildResult(
                pushed().descriptor(),
                List.of(Reference.parseNormalized("example.com/app:1"), Reference.parseNormalized("example.com/app:2")),
                List.of(pushed()),
                List.of(new MissingPlatform("linux/s390x", "no agent")));
    }
}
