package io.jenkins.plugins.multiplatform.jenkins.config;

import static io.jenkins.plugins.casc.misc.Util.getJenkinsRoot;
import static io.jenkins.plugins.casc.misc.Util.getUnclassifiedRoot;
import static io.jenkins.plugins.casc.misc.Util.toStringFromYamlFile;
import static io.jenkins.plugins.casc.misc.Util.toYamlString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import org.junit.jupiter.api.Test;

/** Configuration as code reads what docs/agents.md shows, and writes it. */
@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {
    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void isReadAndWritten(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        BuildKitNodeProperty property = BuildKitNodeProperty.of(jenkins.jenkins.getNode("arm-1"));
        assertThat(property).isNotNull();
        assertThat(property.getDriver()).isEqualTo("remote");
        assertThat(property.getEndpoint()).isEqualTo("tcp://127.0.0.1:1234");
        assertThat(property.getDriverOpts()).isEqualTo("servername=arm");
        assertThat(property.getPlatforms()).isEqualTo("linux/arm64");
        assertThat(property.getSlots()).isEqualTo(2);
        assertThat(MultiPlatformBuildConfiguration.get().getPlatformLabels())
                .extracting(PlatformLabel::getPlatform, PlatformLabel::getLabel)
                .containsExactly(tuple("linux/arm64", "graviton && docker"), tuple("linux/riscv64", "riscv"));
        assertThat(MultiPlatformBuildConfiguration.get().getInsecureRegistries())
                .containsExactly("registry.local:5000");
        assertThat(MultiPlatformBuildConfiguration.get().getRegistryCertificates())
                .startsWith("-----BEGIN CERTIFICATE-----\nMIIB");
        assertThat(MultiPlatformBuildConfiguration.get().getHostAccess())
                .extracting(HostAccessGrant::getJobs, HostAccessGrant::getAllow)
                .containsExactly(tuple("team/**", "security.insecure, cgroupParent"));
        assertThat(MultiPlatformBuildConfiguration.get().isHostNetworkRestricted())
                .isTrue();
        assertThat(MultiPlatformBuildConfiguration.get().isDevicesRestricted()).isFalse();

        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        assertThat(toYamlString(getUnclassifiedRoot(context).get("multiPlatformBuild")))
                .isEqualToIgnoringNewLines(toStringFromYamlFile(this, "exported-labels.yaml"));
        assertThat(toYamlString(getJenkinsRoot(context).get("nodes")))
                .contains(toStringFromYamlFile(this, "exported-property.yaml").stripTrailing());
    }
}
