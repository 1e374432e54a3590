package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multiplatform.jenkins.credentials.SshKeysField;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Checks the form's fields of {@link OptionSettings}. Nothing is contacted, and nobody's permission is needed to read a text. */
@Restricted(NoExternalUse.class)
public abstract class OptionSettingsDescriptor extends Descriptor<BuildSettings> {
    @POST
    public FormValidation doCheckBuildContexts(@QueryParameter String value) {
        return OptionChecks.contexts(value);
    }

    @POST
    public FormValidation doCheckCacheFrom(@QueryParameter String value) {
        return OptionChecks.caches(value);
    }

    @POST
    public FormValidation doCheckCacheTo(@QueryParameter String value) {
        return OptionChecks.caches(value);
    }

    @POST
    public FormValidation doCheckAgentTimeout(@QueryParameter String value) {
        return OptionChecks.agentTimeout(value);
    }

    @POST
    public FormValidation doCheckAddHosts(@QueryParameter String value) {
        return OptionChecks.hosts(value);
    }

    @POST
    public FormValidation doCheckShmSize(@QueryParameter String value) {
        return OptionChecks.shmSize(value);
    }

    @POST
    public FormValidation doCheckPolicy(@QueryParameter String value) {
        return OptionChecks.policy(value);
    }

    @POST
    public FormValidation doCheckUlimits(@QueryParameter String value) {
        return OptionChecks.ulimits(value);
    }

    @POST
    public FormValidation doCheckAllow(@QueryParameter String value) {
        return OptionChecks.allow(value);
    }

    @POST
    public FormValidation doCheckProvenance(@QueryParameter String value) {
        return OptionChecks.provenance(value);
    }

    @POST
    public FormValidation doCheckSbom(@QueryParameter String value) {
        return OptionChecks.sbom(value);
    }

    @POST
    public FormValidation doCheckAttests(@QueryParameter String value) {
        return OptionChecks.attests(value);
    }

    @POST
    public FormValidation doCheckAnnotations(@QueryParameter String value) {
        return OptionChecks.annotations(value);
    }

    @POST
    public FormValidation doCheckOutputs(@QueryParameter String value) {
        return OptionChecks.outputs(value);
    }

    @POST
    public FormValidation doCheckSecrets(@QueryParameter String value) {
        return OptionChecks.secrets(value);
    }

    @POST
    public FormValidation doCheckSshCredentialsIds(@AncestorInPath Item item, @QueryParameter String value) {
        return SshKeysField.check(item, value);
    }

    @POST
    public FormValidation doCheckStallTimeout(@QueryParameter String value) {
        return BuildChecks.stallTimeout(value);
    }

    @POST
    public FormValidation doCheckCheck(@QueryParameter boolean value, @QueryParameter boolean dryRun) {
        return OptionChecks.together(value, dryRun);
    }

    @POST
    public ListBoxModel doFillNetworkItems() {
        return BuildChoices.network();
    }
}
