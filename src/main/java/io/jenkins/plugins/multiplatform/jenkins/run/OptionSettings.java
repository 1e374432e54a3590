package io.jenkins.plugins.multiplatform.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.multiplatform.job.AttestationArguments;
import io.jenkins.plugins.multiplatform.job.CacheArguments;
import io.jenkins.plugins.multiplatform.job.Expansion;
import io.jenkins.plugins.multiplatform.job.OptionArguments;
import io.jenkins.plugins.multiplatform.job.SshArguments;
import io.jenkins.plugins.multiplatform.job.StepArguments;
import io.jenkins.plugins.multiplatform.job.StringLists;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** What of {@link BuildSettings} most builds leave at its default. */
@Restricted(NoExternalUse.class)
public abstract class OptionSettings extends AbstractDescribableImpl<BuildSettings> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> buildContexts = new ArrayList<>();
    private final ArrayList<String> cacheFrom = new ArrayList<>();
    private final ArrayList<String> cacheTo = new ArrayList<>();
    private final ArrayList<String> noCacheFilter = new ArrayList<>();
    private String network = "";
    private final ArrayList<String> addHosts = new ArrayList<>();
    private String shmSize = "";
    private String policy = "";
    private final ArrayList<String> ulimits = new ArrayList<>();
    private String cgroupParent = "";
    private final ArrayList<String> allow = new ArrayList<>();
    private String provenance = "";
    private String sbom = "";
    private final ArrayList<String> attests = new ArrayList<>();
    private final ArrayList<String> annotations = new ArrayList<>();
    private boolean load;
    private final ArrayList<String> outputs = new ArrayList<>();
    private final ArrayList<String> ssh = new ArrayList<>();
    private final ArrayList<String> sshCredentialsIds = new ArrayList<>();
    private String metadataFile = "";
    private String iidFile = "";
    private final ArrayList<RegistryLogin> registries = new ArrayList<>();
    private boolean check;
    private String dockerfileInline = "";
    private String agentTimeout = "";
    private String name = "";
    private String stallTimeout = "";

    OptionSettings() {}

    public String getAgentTimeout() {
        return agentTimeout;
    }

    @DataBoundSetter
    public void setAgentTimeout(@CheckForNull String agentTimeout) {
        this.agentTimeout = trim(agentTimeout);
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = trim(name);
    }

    public List<String> getBuildContexts() {
        return new ArrayList<>(buildContexts);
    }

    @DataBoundSetter
    public void setBuildContexts(@CheckForNull List<String> buildContexts) {
        replace(this.buildContexts, buildContexts);
    }

    public List<String> getCacheFrom() {
        return new ArrayList<>(cacheFrom);
    }

    @DataBoundSetter
    public void setCacheFrom(@CheckForNull List<String> cacheFrom) {
        replace(this.cacheFrom, cacheFrom);
    }

    public List<String> getCacheTo() {
        return new ArrayList<>(cacheTo);
    }

    @DataBoundSetter
    public void setCacheTo(@CheckForNull List<String> cacheTo) {
        replace(this.cacheTo, cacheTo);
    }

    public List<String> getNoCacheFilter() {
        return new ArrayList<>(noCacheFilter);
    }

    @DataBoundSetter
    public void setNoCacheFilter(@CheckForNull List<String> noCacheFilter) {
        replace(this.noCacheFilter, StringLists.split(noCacheFilter));
    }

    public String getNetwork() {
        return network;
    }

    @DataBoundSetter
    public void setNetwork(@CheckForNull String network) {
        this.network = trim(network);
    }

    public List<String> getAddHosts() {
        return new ArrayList<>(addHosts);
    }

    @DataBoundSetter
    public void setAddHosts(@CheckForNull List<String> addHosts) {
        replace(this.addHosts, addHosts);
    }

    public String getPolicy() {
        return policy;
    }

    @DataBoundSetter
    public void setPolicy(@CheckForNull String policy) {
        this.policy = trim(policy);
    }

    public String getShmSize() {
        return shmSize;
    }

    @DataBoundSetter
    public void setShmSize(@CheckForNull String shmSize) {
        this.shmSize = trim(shmSize);
    }

    public List<String> getUlimits() {
        return new ArrayList<>(ulimits);
    }

    @DataBoundSetter
    public void setUlimits(@CheckForNull List<String> ulimits) {
        replace(this.ulimits, ulimits);
    }

    public String getCgroupParent() {
        return cgroupParent;
    }

    @DataBoundSetter
    public void setCgroupParent(@CheckForNull String cgroupParent) {
        this.cgroupParent = trim(cgroupParent);
    }

    public List<String> getAllow() {
        return new ArrayList<>(allow);
    }

    @DataBoundSetter
    public void setAllow(@CheckForNull List<String> allow) {
        replace(this.allow, StringLists.split(allow));
    }

    public String getProvenance() {
        return provenance;
    }

    @DataBoundSetter
    public void setProvenance(@CheckForNull String provenance) {
        this.provenance = trim(provenance);
    }

    public String getSbom() {
        return sbom;
    }

    @DataBoundSetter
    public void setSbom(@CheckForNull String sbom) {
        this.sbom = trim(sbom);
    }

    public List<String> getAttests() {
        return new ArrayList<>(attests);
    }

    @DataBoundSetter
    public void setAttests(@CheckForNull List<String> attests) {
        replace(this.attests, attests);
    }

    public List<String> getAnnotations() {
        return new ArrayList<>(annotations);
    }

    @DataBoundSetter
    public void setAnnotations(@CheckForNull List<String> annotations) {
        replace(this.annotations, annotations);
    }

    public boolean isLoad() {
        return load;
    }

    @DataBoundSetter
    public void setLoad(boolean load) {
        this.load = load;
    }

    public List<String> getOutputs() {
        return new ArrayList<>(outputs);
    }

    @DataBoundSetter
    public void setOutputs(@CheckForNull List<String> outputs) {
        replace(this.outputs, outputs);
    }

    public List<String> getSsh() {
        return new ArrayList<>(ssh);
    }

    @DataBoundSetter
    public void setSsh(@CheckForNull List<String> ssh) {
        replace(this.ssh, ssh);
    }

    public List<String> getSshCredentialsIds() {
        return new ArrayList<>(sshCredentialsIds);
    }

    @DataBoundSetter
    public void setSshCredentialsIds(@CheckForNull List<String> sshCredentialsIds) {
        replace(this.sshCredentialsIds, sshCredentialsIds);
    }

    public String getMetadataFile() {
        return metadataFile;
    }

    @DataBoundSetter
    public void setMetadataFile(@CheckForNull String metadataFile) {
        this.metadataFile = trim(metadataFile);
    }

    public String getIidFile() {
        return iidFile;
    }

    @DataBoundSetter
    public void setIidFile(@CheckForNull String iidFile) {
        this.iidFile = trim(iidFile);
    }

    public List<DockerRegistryEndpoint> getRegistries() {
        return registries.stream()
                .map(login -> new DockerRegistryEndpoint(login.url(), login.credentialsId()))
                .toList();
    }

    @DataBoundSetter
    public void setRegistries(@CheckForNull List<DockerRegistryEndpoint> registries) {
        this.registries.clear();
        for (DockerRegistryEndpoint registry : registries == null ? List.<DockerRegistryEndpoint>of() : registries) {
            this.registries.add(new RegistryLogin(trim(registry.getUrl()), trim(registry.getCredentialsId())));
        }
    }

    public boolean isCheck() {
        return check;
    }

    @DataBoundSetter
    public void setCheck(boolean check) {
        this.check = check;
    }

    /** As written: its indentation and the space at its end may matter. */
    public String getDockerfileInline() {
        return dockerfileInline;
    }

    @DataBoundSetter
    public void setDockerfileInline(@CheckForNull String dockerfileInline) {
        boolean given = !trim(dockerfileInline).isEmpty();
        this.dockerfileInline = given ? dockerfileInline.replace("\r\n", "\n") : "";
    }

    public String getStallTimeout() {
        return stallTimeout;
    }

    @DataBoundSetter
    public void setStallTimeout(@CheckForNull String stallTimeout) {
        this.stallTimeout = trim(stallTimeout);
    }

    OptionArguments optionArguments() {
        return new OptionArguments(
                new StepArguments(network, addHosts, shmSize, ulimits, cgroupParent, allow),
                new CacheArguments(cacheFrom, cacheTo, noCacheFilter),
                new AttestationArguments(provenance, sbom, attests, annotations),
                trim(policy).isEmpty() ? List.of() : List.of(policy),
                !trim(metadataFile).isEmpty());
    }

    SshArguments sshArguments() {
        return new SshArguments(ssh, sshCredentialsIds);
    }

    /** Credentials' IDs by address. */
    Map<String, String> logins() {
        Map<String, String> logins = new LinkedHashMap<>();
        registries.forEach(login -> logins.put(login.url(), login.credentialsId()));
        return logins;
    }

    /** Null-safe: what a file does not have yet is null. */
    void copyOptions(Expansion values, OptionSettings target) {
        target.setBuildContexts(values.all(buildContexts));
        target.setCacheFrom(values.entries("cacheFrom", cacheFrom));
        target.setCacheTo(values.entries("cacheTo", cacheTo));
        target.setNoCacheFilter(values.entries("noCacheFilter", noCacheFilter));
        target.setNetwork(values.one(network));
        target.setAddHosts(values.entries("addHosts", addHosts));
        target.setShmSize(values.one(shmSize));
        target.setPolicy(values.one(policy));
        target.setUlimits(values.entries("ulimits", ulimits));
        target.setCgroupParent(values.one(cgroupParent));
        target.setAllow(values.entries("allow", allow));
        target.setProvenance(values.entry("provenance", provenance));
        target.setSbom(values.entry("sbom", sbom));
        target.setAttests(values.entries("attests", attests));
        target.setAnnotations(values.all(annotations));
        target.setLoad(load);
        target.setOutputs(values.entries("outputs", outputs));
        target.setSsh(values.entries("ssh", ssh));
        target.setSshCredentialsIds(values.all(sshCredentialsIds));
        target.setMetadataFile(values.one(metadataFile));
        target.setIidFile(values.one(iidFile));
        target.setCheck(check);
        // Dockerfiles have variables of their own, which look the same.
        target.setDockerfileInline(dockerfileInline);
        target.setAgentTimeout(values.one(agentTimeout));
        target.setName(values.one(name));
        target.setStallTimeout(values.one(stallTimeout));
        for (RegistryLogin login : registries == null ? List.<RegistryLogin>of() : registries) {
            target.registries.add(new RegistryLogin(values.one(login.url()), values.one(login.credentialsId())));
        }
    }

    static void replace(List<String> list, @CheckForNull List<String> values) {
        List<String> copy = values == null ? List.of() : List.copyOf(values);
        list.clear();
        list.addAll(copy);
    }

    /** Null as empty, without the space around. */
    static String trim(@CheckForNull String value) {
        return value == null ? "" : value.strip();
    }
}
