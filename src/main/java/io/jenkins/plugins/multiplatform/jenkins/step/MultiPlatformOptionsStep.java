package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import java.util.List;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** What of {@link MultiPlatformBuildStep} most builds leave at its default. */
@Restricted(NoExternalUse.class)
public abstract class MultiPlatformOptionsStep extends Step {
    final BuildSettings settings = new BuildSettings();

    MultiPlatformOptionsStep() {}

    public List<String> getBuildContexts() {
        return settings.getBuildContexts();
    }

    @DataBoundSetter
    public void setBuildContexts(@CheckForNull String... buildContexts) {
        settings.setBuildContexts(Forms.list(buildContexts));
    }

    public List<String> getCacheFrom() {
        return settings.getCacheFrom();
    }

    @DataBoundSetter
    public void setCacheFrom(@CheckForNull String... cacheFrom) {
        settings.setCacheFrom(Forms.list(cacheFrom));
    }

    public List<String> getCacheTo() {
        return settings.getCacheTo();
    }

    @DataBoundSetter
    public void setCacheTo(@CheckForNull String... cacheTo) {
        settings.setCacheTo(Forms.list(cacheTo));
    }

    public List<String> getNoCacheFilter() {
        return settings.getNoCacheFilter();
    }

    @DataBoundSetter
    public void setNoCacheFilter(@CheckForNull String... noCacheFilter) {
        settings.setNoCacheFilter(Forms.list(noCacheFilter));
    }

    public String getNetwork() {
        return settings.getNetwork();
    }

    @DataBoundSetter
    public void setNetwork(@CheckForNull String network) {
        settings.setNetwork(network);
    }

    public List<String> getAddHosts() {
        return settings.getAddHosts();
    }

    @DataBoundSetter
    public void setAddHosts(@CheckForNull String... addHosts) {
        settings.setAddHosts(Forms.list(addHosts));
    }

    public String getPolicy() {
        return settings.getPolicy();
    }

    @DataBoundSetter
    public void setPolicy(@CheckForNull String policy) {
        settings.setPolicy(policy);
    }

    public String getShmSize() {
        return settings.getShmSize();
    }

    @DataBoundSetter
    public void setShmSize(@CheckForNull String shmSize) {
        settings.setShmSize(shmSize);
    }

    public List<String> getUlimits() {
        return settings.getUlimits();
    }

    @DataBoundSetter
    public void setUlimits(@CheckForNull String... ulimits) {
        settings.setUlimits(Forms.list(ulimits));
    }

    public String getCgroupParent() {
        return settings.getCgroupParent();
    }

    @DataBoundSetter
    public void setCgroupParent(@CheckForNull String cgroupParent) {
        settings.setCgroupParent(cgroupParent);
    }

    public List<String> getAllow() {
        return settings.getAllow();
    }

    @DataBoundSetter
    public void setAllow(@CheckForNull String... allow) {
        settings.setAllow(Forms.list(allow));
    }

    public String getProvenance() {
        return settings.getProvenance();
    }

    @DataBoundSetter
    public void setProvenance(@CheckForNull String... provenance) {
        settings.setProvenance(String.join(",", Forms.list(provenance)));
    }

    public String getSbom() {
        return settings.getSbom();
    }

    @DataBoundSetter
    public void setSbom(@CheckForNull String... sbom) {
        settings.setSbom(String.join(",", Forms.list(sbom)));
    }

    public List<String> getAttests() {
        return settings.getAttests();
    }

    @DataBoundSetter
    public void setAttests(@CheckForNull String... attests) {
        settings.setAttests(Forms.list(attests));
    }

    public List<String> getAnnotations() {
        return settings.getAnnotations();
    }

    @DataBoundSetter
    public void setAnnotations(@CheckForNull String... annotations) {
        settings.setAnnotations(Forms.list(annotations));
    }

    public boolean isLoad() {
        return settings.isLoad();
    }

    @DataBoundSetter
    public void setLoad(boolean load) {
        settings.setLoad(load);
    }

    public List<String> getOutputs() {
        return settings.getOutputs();
    }

    @DataBoundSetter
    public void setOutputs(@CheckForNull String... outputs) {
        settings.setOutputs(Forms.list(outputs));
    }

    public List<String> getSsh() {
        return settings.getSsh();
    }

    @DataBoundSetter
    public void setSsh(@CheckForNull String... ssh) {
        settings.setSsh(Forms.list(ssh));
    }

    public List<String> getSshCredentialsIds() {
        return settings.getSshCredentialsIds();
    }

    @DataBoundSetter
    public void setSshCredentialsIds(@CheckForNull String... sshCredentialsIds) {
        settings.setSshCredentialsIds(Forms.list(sshCredentialsIds));
    }

    public String getMetadataFile() {
        return settings.getMetadataFile();
    }

    @DataBoundSetter
    public void setMetadataFile(@CheckForNull String metadataFile) {
        settings.setMetadataFile(metadataFile);
    }

    public String getIidFile() {
        return settings.getIidFile();
    }

    @DataBoundSetter
    public void setIidFile(@CheckForNull String iidFile) {
        settings.setIidFile(iidFile);
    }

    public boolean isCheck() {
        return settings.isCheck();
    }

    @DataBoundSetter
    public void setCheck(boolean check) {
        settings.setCheck(check);
    }

    public String getDockerfileInline() {
        return settings.getDockerfileInline();
    }

    @DataBoundSetter
    public void setDockerfileInline(@CheckForNull String dockerfileInline) {
        settings.setDockerfileInline(dockerfileInline);
    }

    public String getAgentTimeout() {
        return settings.getAgentTimeout();
    }

    @DataBoundSetter
    public void setAgentTimeout(@CheckForNull String agentTimeout) {
        settings.setAgentTimeout(agentTimeout);
    }

    public String getName() {
        return settings.getName();
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        settings.setName(name);
    }

    public String getStallTimeout() {
        return settings.getStallTimeout();
    }

    @DataBoundSetter
    public void setStallTimeout(@CheckForNull String stallTimeout) {
        settings.setStallTimeout(stallTimeout);
    }

    public List<DockerRegistryEndpoint> getRegistries() {
        return settings.getRegistries();
    }

    @DataBoundSetter
    public void setRegistries(@CheckForNull List<DockerRegistryEndpoint> registries) {
        settings.setRegistries(registries);
    }
}
