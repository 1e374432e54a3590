package io.jenkins.plugins.multiplatform.jenkins.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.multiplatform.job.HostAccess;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.KeyValues;
import io.jenkins.plugins.multiplatform.job.LabelRule;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What holds for all jobs: which label builds which platform, how registries are reached, and who may have a node. */
@Extension
@Symbol("multiPlatformBuild")
public final class MultiPlatformBuildConfiguration extends GlobalConfiguration {
    private List<PlatformLabel> platformLabels = new ArrayList<>();
    private List<String> insecureRegistries = new ArrayList<>();
    private String registryCertificates = "";
    private List<HostAccessGrant> hostAccess = new ArrayList<>();
    private boolean hostNetworkRestricted;
    private boolean devicesRestricted;

    @SuppressWarnings("this-escape")
    public MultiPlatformBuildConfiguration() {
        load();
    }

    public static MultiPlatformBuildConfiguration get() {
        return ExtensionList.lookupSingleton(MultiPlatformBuildConfiguration.class);
    }

    public List<PlatformLabel> getPlatformLabels() {
        return platformLabels;
    }

    @DataBoundSetter
    public void setPlatformLabels(@CheckForNull List<PlatformLabel> platformLabels) {
        this.platformLabels = platformLabels == null ? new ArrayList<>() : new ArrayList<>(platformLabels);
        save();
    }

    public List<String> getInsecureRegistries() {
        return insecureRegistries;
    }

    @DataBoundSetter
    public void setInsecureRegistries(@CheckForNull List<String> insecureRegistries) {
        this.insecureRegistries = insecureRegistries == null ? new ArrayList<>() : new ArrayList<>(insecureRegistries);
        save();
    }

    public String getRegistryCertificates() {
        return registryCertificates;
    }

    @DataBoundSetter
    public void setRegistryCertificates(@CheckForNull String registryCertificates) {
        this.registryCertificates = Util.fixNull(registryCertificates).strip();
        save();
    }

    public List<HostAccessGrant> getHostAccess() {
        return hostAccess;
    }

    @DataBoundSetter
    public void setHostAccess(@CheckForNull List<HostAccessGrant> hostAccess) {
        this.hostAccess = hostAccess == null ? new ArrayList<>() : new ArrayList<>(hostAccess);
        save();
    }

    public boolean isHostNetworkRestricted() {
        return hostNetworkRestricted;
    }

    @DataBoundSetter
    public void setHostNetworkRestricted(boolean hostNetworkRestricted) {
        this.hostNetworkRestricted = hostNetworkRestricted;
        save();
    }

    public boolean isDevicesRestricted() {
        return devicesRestricted;
    }

    @DataBoundSetter
    public void setDevicesRestricted(boolean devicesRestricted) {
        this.devicesRestricted = devicesRestricted;
        save();
    }

    /** A grant that can't be read allows nothing, and fails those alone that need one. */
    public HostAccess hostAccess() {
        List<HostAccess.Grant> grants = new ArrayList<>();
        String unreadable = "";
        for (HostAccessGrant grant : hostAccess) {
            try {
                grants.add(grant.grant());
            } catch (InvalidArgumentException e) {
                unreadable = "Manage Jenkins, System, Multi-platform builds, Access to nodes: " + e.getMessage();
            }
        }
        return new HostAccess(hostNetworkRestricted, devicesRestricted, grants, unreadable);
    }

    /** @throws InvalidArgumentException if an administrator wrote what can't be read */
    public RegistryTrust registryTrust() throws InvalidArgumentException {
        try {
            return RegistryTrust.parse(insecureRegistries, registryCertificates);
        } catch (RegistryException e) {
            throw new InvalidArgumentException("Manage Jenkins, System, Multi-platform builds: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        JSONArray hosts = new JSONArray();
        hosts.addAll(KeyValues.lines(form.optString("insecureRegistries")));
        form.put("insecureRegistries", hosts);
        for (String list : List.of("platformLabels", "hostAccess")) {
            if (!form.has(list)) {
                // A form leaves out a list of which the last entry was deleted.
                form.put(list, new JSONArray());
            }
        }
        return super.configure(request, form);
    }

    /** For the form's text field. */
    public String lines(List<String> values) {
        return String.join("\n", values);
    }

    @POST
    public FormValidation doCheckInsecureRegistries(@QueryParameter String value) {
        return check(KeyValues.lines(Util.fixNull(value)), "");
    }

    @POST
    public FormValidation doCheckRegistryCertificates(@QueryParameter String value) {
        return check(List.of(), Util.fixNull(value));
    }

    private static FormValidation check(List<String> hosts, String certificates) {
        try {
            RegistryTrust.parse(hosts, certificates);
            return FormValidation.ok();
        } catch (RegistryException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** @throws InvalidArgumentException if an administrator wrote what can't be read */
    public LabelRule labelRule() throws InvalidArgumentException {
        Map<String, String> labels = new LinkedHashMap<>();
        platformLabels.forEach(entry -> labels.put(entry.getPlatform(), entry.getLabel()));
        return LabelRule.of("the global label map", labels);
    }
}
