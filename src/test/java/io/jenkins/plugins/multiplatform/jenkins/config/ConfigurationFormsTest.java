package io.jenkins.plugins.multiplatform.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Functions;
import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.slaves.Cloud;
import hudson.slaves.DumbSlave;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import io.jenkins.plugins.multiplatform.jenkins.freestyle.MultiPlatformBuilder;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import io.jenkins.plugins.multiplatform.jenkins.run.Samples;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Opening a form and saving it changes nothing. */
@WithJenkins
class ConfigurationFormsTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void keepAFreestyleJobsBuildStep() throws Exception {
        Samples.credentials();
        assertThat(submit(Samples.settings())).usingRecursiveComparison().isEqualTo(Samples.settings());
    }

    @Test
    void keepTheDefaultsOfAFreestyleJobsBuildStep() throws Exception {
        assertThat(submit(new BuildSettings())).usingRecursiveComparison().isEqualTo(new BuildSettings());
    }

    @Test
    void keepAnAgentsProperty() throws Exception {
        DumbSlave agent = jenkins.createSlave("agent", "label", null);
        BuildKitNodeProperty before = Samples.fill(new BuildKitNodeProperty());
        before.setDriver("remote");
        before.setDriverOpts("servername=x\ncacert=/ca.pem");
        agent.getNodeProperties().add(before);

        BuildKitNodeProperty after = BuildKitNodeProperty.of(jenkins.configRoundtrip(agent));

        assertThat(after).isNotSameAs(before);
        jenkins.assertEqualBeans(before, after, "platforms,driver,endpoint,driverOpts,slots");
    }

    @Test
    void offerAnAgentsPropertyToTemplatesOfCloudsAndNotToAllNodesAtOnce() {
        assertThat(NodePropertyDescriptor.for_(NodeProperty.all(), template()))
                .hasAtLeastOneElementOfType(BuildKitNodeProperty.DescriptorImpl.class);
        assertThat(Functions.getGlobalNodePropertyDescriptors())
                .doesNotHaveAnyElementsOfTypes(BuildKitNodeProperty.DescriptorImpl.class);
    }

    @Test
    void keepTheGlobalLabels() throws Exception {
        List<PlatformLabel> before =
                List.of(new PlatformLabel("linux/arm64", "graviton && docker"), new PlatformLabel("linux/s390x", "z"));
        MultiPlatformBuildConfiguration.get().setPlatformLabels(before);

        jenkins.configRoundtrip();

        assertThat(MultiPlatformBuildConfiguration.get().getPlatformLabels())
                .usingRecursiveComparison()
                .isEqualTo(before);
        assertThat(MultiPlatformBuildConfiguration.get().getPlatformLabels().get(0))
                .isNotSameAs(before.get(0));
    }

    /** No node's class, though it is passed as one: forms are not compiled. */
    @SuppressWarnings("unchecked")
    private static Class<? extends Node> template() {
        return (Class<? extends Node>) (Class<?>) Cloud.class;
    }

    private static BuildSettings submit(BuildSettings settings) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new MultiPlatformBuilder(settings));
        jenkins.configRoundtrip(job);
        return job.getBuildersList().get(MultiPlatformBuilder.class).getSettings();
    }
}
