package io.jenkins.plugins.multiplatform.jenkins.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Functions;
import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.slaves.Cloud;
import hudson.slaves.DumbSlave;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.multiplatform.jenkins.freestyle.MultiPlatformBuilder;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import io.jenkins.plugins.multiplatform.jenkins.run.Samples;
import io.jenkins.plugins.multiplatform.job.HostAccess;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Files;
import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Opening a form and saving it changes nothing. */
@NeedsTestBed
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

    @Test
    void forgetTheLastOfTheGlobalLabels() throws Exception {
        MultiPlatformBuildConfiguration configuration = MultiPlatformBuildConfiguration.get();
        configuration.setPlatformLabels(List.of(new PlatformLabel("linux/arm64", "graviton")));
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        HtmlElement delete = (HtmlElement) form.querySelector("[name='platformLabels'] button.repeatable-delete");
        delete.click();
        jenkins.submit(form);
        assertThat(configuration.getPlatformLabels()).isEmpty();
    }

    @Test
    void keepHowRegistriesAreReached(TestBed bed) throws Exception {
        MultiPlatformBuildConfiguration configuration = MultiPlatformBuildConfiguration.get();
        String certificate = Files.readString(bed.path("registry.tls.ca")).strip();
        configuration.setInsecureRegistries(List.of("one.example:5000", "two.example"));
        configuration.setRegistryCertificates(certificate);

        jenkins.configRoundtrip();

        assertThat(configuration.getInsecureRegistries()).containsExactly("one.example:5000", "two.example");
        assertThat(configuration.getRegistryCertificates().lines())
                .containsExactlyElementsOf(certificate.lines().toList());
        configuration.setInsecureRegistries(null);
        configuration.setRegistryCertificates(null);
        jenkins.configRoundtrip();
        assertThat(configuration.getInsecureRegistries()).isEmpty();
        assertThat(configuration.getRegistryCertificates()).isEmpty();
        assertThat(configuration.registryTrust()).isEqualTo(RegistryTrust.NONE);
    }

    @Test
    void keepWhoMayHaveANode() throws Exception {
        MultiPlatformBuildConfiguration configuration = MultiPlatformBuildConfiguration.get();
        List<HostAccessGrant> before = List.of(
                new HostAccessGrant("team/**", "security.insecure, cgroupParent"),
                new HostAccessGrant("*/release", "network.host"));
        configuration.setHostAccess(before);
        configuration.setHostNetworkRestricted(true);
        configuration.setDevicesRestricted(true);

        jenkins.configRoundtrip();

        assertThat(configuration.getHostAccess()).usingRecursiveComparison().isEqualTo(before);
        assertThat(configuration.getHostAccess().get(0)).isNotSameAs(before.get(0));
        assertThat(configuration.isHostNetworkRestricted()).isTrue();
        assertThat(configuration.isDevicesRestricted()).isTrue();
        assertThat(configuration.hostAccess())
                .isEqualTo(new HostAccess(
                        true,
                        true,
                        List.of(
                                HostAccess.Grant.parse("team/**", "security.insecure, cgroupParent"),
                                HostAccess.Grant.parse("*/release", "network.host"))));
    }

    @Test
    void whoMayHaveANodeIsThereAfterARestart() throws Exception {
        MultiPlatformBuildConfiguration configuration = MultiPlatformBuildConfiguration.get();
        configuration.setHostAccess(List.of(new HostAccessGrant("team/**", "device")));
        configuration.setHostNetworkRestricted(false);
        configuration.setDevicesRestricted(true);

        HostAccess loaded = new MultiPlatformBuildConfiguration().hostAccess();

        assertThat(loaded).isEqualTo(new HostAccess(false, true, List.of(HostAccess.Grant.parse("team/**", "device"))));
    }

    @Test
    void forgetTheLastWhoMayHaveANode() throws Exception {
        MultiPlatformBuildConfiguration configuration = MultiPlatformBuildConfiguration.get();
        configuration.setHostAccess(List.of(new HostAccessGrant("team/**", "device")));
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        HtmlElement delete = (HtmlElement) form.querySelector("[name='hostAccess'] button.repeatable-delete");
        delete.click();
        jenkins.submit(form);
        assertThat(configuration.getHostAccess()).isEmpty();
        assertThat(configuration.hostAccess().grants()).isEmpty();
    }

    @Test
    void sayWhatIsWrongWithAGrant() {
        HostAccessGrant.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(HostAccessGrant.DescriptorImpl.class);
        assertThat(descriptor.doCheckJobs("team/**").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckJobs(" ").getMessage()).startsWith("no jobs are named");
        assertThat(descriptor.doCheckAllow("cgroupParent, device=x").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckAllow("root").getMessage()).startsWith("&quot;root&quot; can&#039;t be allowed");
    }

    @Test
    void sayWhatIsWrongWithRegistries() {
        MultiPlatformBuildConfiguration configuration = MultiPlatformBuildConfiguration.get();
        assertThat(configuration.doCheckInsecureRegistries("http://one.example:5000/\n[::1]:5000\n").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(configuration.doCheckInsecureRegistries("one.example/team").getMessage())
                .isEqualTo("&quot;one.example/team&quot; is no host of a registry: expected HOST[:PORT]");
        assertThat(configuration.doCheckRegistryCertificates("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(configuration.doCheckRegistryCertificates("nothing").getMessage())
                .isEqualTo("Cannot read certificates of registries: there is none in PEM form");
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
