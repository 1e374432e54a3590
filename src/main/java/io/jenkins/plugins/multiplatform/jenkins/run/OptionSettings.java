package io.jenkins.plugins.multiplatform.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.multiplatform.job.AttestationArguments;
import io.jenkins.plugins.multiplatform.job.CacheArguments;
import io.jenkins.plugins.multiplatform.job.OptionArguments;
import io.jenkins.plugins.multiplatform.job.SshArguments;
import io.jenkins.plugins.multiplatform.job.StepArguments;
import io.jenkins.plugins.multiplatform.job.StringLists;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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

    OptionSettings() {}

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
    void copyOptions(UnaryOperator<String> values, OptionSettings target) {
        target.setBuildContexts(all(values, buildContexts));
        target.setCacheFrom(all(values, cacheFrom));
        target.setCacheTo(all(values, cacheTo));
        target.setNoCacheFilter(all(values, noCacheFilter));
        target.setNetwork(one(values, network));
        target.setAddHosts(all(values, addHosts));
        target.setShmSize(one(values, shmSize));
        target.setPolicy(one(values, policy));
        target.setUlimits(all(values, ulimits));
        target.setCgroupParent(one(values, cgroupParent));
        target.setAllow(all(values, allow));
        target.setProvenance(one(values, provenance));
        target.setSbom(one(values, sbom));
        target.setAttests(all(values, attests));
        target.setAnnotations(all(values, annotations));
        target.setLoad(load);
        target.setOutputs(all(values, outputs));
        target.setSsh(all(values, ssh));
        target.setSshCredentialsIds(all(values, sshCredentialsIds));
        target.setMetadataFile(one(values, metadataFile));
        target.setIidFile(one(values, iidFile));
        target.setCheck(check);
        // Dockerfiles have variables of their own, which look the same.
        target.setDockerfileInline(dockerfileInline);
        for (RegistryLogin login : registries == null ? List.<RegistryLogin>of() : registries) {
            target.registries.add(new RegistryLogin(values.apply(login.url()), values.apply(login.credentialsId())));
        }
    }

    static List<String> all(UnaryOperator<String> values, @CheckForNull List<String> list) {
        return list == null ? List.of() : list.stream().map(values).toList();
    }

    static String one(UnaryOperator<String> values, @CheckForNull String value) {
        return value == null ? "" : values.apply(value);
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
