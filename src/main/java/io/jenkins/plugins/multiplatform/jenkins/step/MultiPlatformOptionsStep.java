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
    public void setBuildContexts(@CheckForNull List<String> buildContexts) {
        settings.setBuildContexts(buildContexts);
    }

    public List<String> getCacheFrom() {
        return settings.getCacheFrom();
    }

    @DataBoundSetter
    public void setCacheFrom(@CheckForNull List<String> cacheFrom) {
        settings.setCacheFrom(cacheFrom);
    }

    public List<String> getCacheTo() {
        return settings.getCacheTo();
    }

    @DataBoundSetter
    public void setCacheTo(@CheckForNull List<String> cacheTo) {
        settings.setCacheTo(cacheTo);
    }

    public List<String> getNoCacheFilter() {
        return settings.getNoCacheFilter();
    }

    @DataBoundSetter
    public void setNoCacheFilter(@CheckForNull List<String> noCacheFilter) {
        settings.setNoCacheFilter(noCacheFilter);
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
    public void setAddHosts(@CheckForNull List<String> addHosts) {
        settings.setAddHosts(addHosts);
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
    public void setUlimits(@CheckForNull List<String> ulimits) {
        settings.setUlimits(ulimits);
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
    public void setAllow(@CheckForNull List<String> allow) {
        settings.setAllow(allow);
    }

    public String getProvenance() {
        return settings.getProvenance();
    }

    @DataBoundSetter
    public void setProvenance(@CheckForNull String provenance) {
        settings.setProvenance(provenance);
    }

    public String getSbom() {
        return settings.getSbom();
    }

    @DataBoundSetter
    public void setSbom(@CheckForNull String sbom) {
        settings.setSbom(sbom);
    }

    public List<String> getAttests() {
        return settings.getAttests();
    }

    @DataBoundSetter
    public void setAttests(@CheckForNull List<String> attests) {
        settings.setAttests(attests);
    }

    public List<String> getAnnotations() {
        return settings.getAnnotations();
    }

    @DataBoundSetter
    public void setAnnotations(@CheckForNull List<String> annotations) {
        settings.setAnnotations(annotations);
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
    public void setOutputs(@CheckForNull List<String> outputs) {
        settings.setOutputs(outputs);
    }

    public List<String> getSsh() {
        return settings.getSsh();
    }

    @DataBoundSetter
    public void setSsh(@CheckForNull List<String> ssh) {
        settings.setSsh(ssh);
    }

    public List<String> getSshCredentialsIds() {
        return settings.getSshCredentialsIds();
    }

    @DataBoundSetter
    public void setSshCredentialsIds(@CheckForNull List<String> sshCredentialsIds) {
        settings.setSshCredentialsIds(sshCredentialsIds);
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

    public List<DockerRegistryEndpoint> getRegistries() {
        return settings.getRegistries();
    }

    @DataBoundSetter
    public void setRegistries(@CheckForNull List<DockerRegistryEndpoint> registries) {
        settings.setRegistries(registries);
    }
}
