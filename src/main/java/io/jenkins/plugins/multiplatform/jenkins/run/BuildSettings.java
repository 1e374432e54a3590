package io.jenkins.plugins.multiplatform.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialsField;
import io.jenkins.plugins.multiplatform.job.BuildArguments;
import io.jenkins.plugins.multiplatform.job.PolicyArguments;
import io.jenkins.plugins.multiplatform.job.StringLists;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What a build is asked for. Kept in programs and in jobs' files, hence fields and plain lists; nothing in it is checked
 * until the build begins, for it may hold variables.
 */
public final class BuildSettings extends AbstractDescribableImpl<BuildSettings> implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String WORKSPACE = ".";
    /** The step's help is this class's too: the fields are the same. */
    private static final String STEP = "io.jenkins.plugins.multiplatform.jenkins.step.MultiPlatformBuildStep";

    private final ArrayList<String> platforms = new ArrayList<>();
    private final ArrayList<String> tags = new ArrayList<>();
    private String context = WORKSPACE;
    private String file = "";
    private String target = "";
    private final ArrayList<String> buildArgs = new ArrayList<>();
    private final ArrayList<String> labels = new ArrayList<>();
    private boolean noCache;
    private boolean pull;

    /** Null: if there are tags. */
    @CheckForNull
    private Boolean push;

    private String builder = "";
    private String credentialsId = "";
    private final ArrayList<String> secrets = new ArrayList<>();
    private final ArrayList<String> nodes = new ArrayList<>();
    private String emulation = EmulationPolicy.WARN.toString();
    private final ArrayList<String> optional = new ArrayList<>();
    private int retries;
    private String timeout = "";
    private boolean failFast;
    private int maxParallel;
    private boolean dryRun;

    @DataBoundConstructor
    public BuildSettings() {}

    public List<String> getPlatforms() {
        return new ArrayList<>(platforms);
    }

    @DataBoundSetter
    public void setPlatforms(@CheckForNull List<String> platforms) {
        replace(this.platforms, StringLists.split(platforms));
    }

    public List<String> getTags() {
        return new ArrayList<>(tags);
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<String> tags) {
        replace(this.tags, StringLists.split(tags));
    }

    public String getContext() {
        return context;
    }

    @DataBoundSetter
    public void setContext(@CheckForNull String context) {
        this.context = trim(context).isEmpty() ? WORKSPACE : trim(context);
    }

    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(@CheckForNull String file) {
        this.file = trim(file);
    }

    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(@CheckForNull String target) {
        this.target = trim(target);
    }

    public List<String> getBuildArgs() {
        return new ArrayList<>(buildArgs);
    }

    @DataBoundSetter
    public void setBuildArgs(@CheckForNull List<String> buildArgs) {
        replace(this.buildArgs, buildArgs);
    }

    public List<String> getLabels() {
        return new ArrayList<>(labels);
    }

    @DataBoundSetter
    public void setLabels(@CheckForNull List<String> labels) {
        replace(this.labels, labels);
    }

    public boolean isNoCache() {
        return noCache;
    }

    @DataBoundSetter
    public void setNoCache(boolean noCache) {
        this.noCache = noCache;
    }

    public boolean isPull() {
        return pull;
    }

    @DataBoundSetter
    public void setPull(boolean pull) {
        this.pull = pull;
    }

    /** Null: if there are tags. */
    @CheckForNull
    public Boolean getPush() {
        return push;
    }

    @DataBoundSetter
    public void setPush(@CheckForNull Boolean push) {
        this.push = push;
    }

    public String getBuilder() {
        return builder;
    }

    @DataBoundSetter
    public void setBuilder(@CheckForNull String builder) {
        this.builder = trim(builder);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = trim(credentialsId);
    }

    public List<String> getSecrets() {
        return new ArrayList<>(secrets);
    }

    @DataBoundSetter
    public void setSecrets(@CheckForNull List<String> secrets) {
        replace(this.secrets, secrets);
    }

    public List<String> getNodes() {
        return new ArrayList<>(nodes);
    }

    @DataBoundSetter
    public void setNodes(@CheckForNull List<String> nodes) {
        replace(this.nodes, nodes);
    }

    public String getEmulation() {
        return emulation;
    }

    @DataBoundSetter
    public void setEmulation(@CheckForNull String emulation) {
        this.emulation = trim(emulation).isEmpty() ? EmulationPolicy.WARN.toString() : trim(emulation);
    }

    public List<String> getOptional() {
        return new ArrayList<>(optional);
    }

    @DataBoundSetter
    public void setOptional(@CheckForNull List<String> optional) {
        replace(this.optional, StringLists.split(optional));
    }

    public int getRetries() {
        return retries;
    }

    @DataBoundSetter
    public void setRetries(int retries) {
        this.retries = retries;
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull String timeout) {
        this.timeout = trim(timeout);
    }

    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public int getMaxParallel() {
        return maxParallel;
    }

    @DataBoundSetter
    public void setMaxParallel(int maxParallel) {
        this.maxParallel = maxParallel;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** As the part that needs no Jenkins reads it. */
    public BuildArguments toArguments() {
        return new BuildArguments(
                platforms,
                tags,
                target,
                buildArgs,
                labels,
                noCache,
                pull,
                push,
                secrets,
                nodes,
                new PolicyArguments(emulation, optional, retries, timeout, failFast, maxParallel));
    }

    /** The same with variables put in, for jobs whose forms know no other way to say what changes from run to run. */
    public BuildSettings expand(EnvVars environment) {
        BuildSettings expanded = new BuildSettings();
        expanded.setPlatforms(expand(environment, platforms));
        expanded.setTags(expand(environment, tags));
        expanded.setContext(environment.expand(context));
        expanded.setFile(environment.expand(file));
        expanded.setTarget(environment.expand(target));
        expanded.setBuildArgs(expand(environment, buildArgs));
        expanded.setLabels(expand(environment, labels));
        expanded.setNoCache(noCache);
        expanded.setPull(pull);
        expanded.setPush(push);
        expanded.setBuilder(environment.expand(builder));
        expanded.setCredentialsId(environment.expand(credentialsId));
        expanded.setSecrets(expand(environment, secrets));
        expanded.setNodes(expand(environment, nodes));
        expanded.setEmulation(environment.expand(emulation));
        expanded.setOptional(expand(environment, optional));
        expanded.setRetries(retries);
        expanded.setTimeout(environment.expand(timeout));
        expanded.setFailFast(failFast);
        expanded.setMaxParallel(maxParallel);
        expanded.setDryRun(dryRun);
        return expanded;
    }

    private static List<String> expand(EnvVars environment, List<String> values) {
        return values.stream().map(environment::expand).toList();
    }

    private static void replace(List<String> list, @CheckForNull List<String> values) {
        List<String> copy = values == null ? List.of() : List.copyOf(values);
        list.clear();
        list.addAll(copy);
    }

    /** Null as empty, without the space around. */
    private static String trim(@CheckForNull String value) {
        return value == null ? "" : value.strip();
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<BuildSettings> {
        @NonNull
        @Override
        public String getDisplayName() {
            return "";
        }

        @Override
        public String getHelpFile(String field) {
            return field == null ? null : "/descriptor/" + STEP + "/help/" + field;
        }

        @Override
        public BuildSettings newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            BuildForms.read(form);
            return super.newInstance(request, form);
        }

        /** For the form's text fields. */
        public String lines(List<String> values) {
            return BuildForms.text(values);
        }

        @POST
        public FormValidation doCheckPlatforms(@QueryParameter String value) {
            return BuildChecks.platforms(value);
        }

        @POST
        public FormValidation doCheckOptional(@QueryParameter String value) {
            return BuildChecks.platforms(value);
        }

        @POST
        public FormValidation doCheckTags(@QueryParameter String value) {
            return BuildChecks.tags(value);
        }

        @POST
        public FormValidation doCheckNodes(@AncestorInPath Item item, @QueryParameter String value) {
            return BuildChecks.nodes(item, value);
        }

        @POST
        public FormValidation doCheckTimeout(@QueryParameter String value) {
            return BuildChecks.timeout(value);
        }

        @POST
        public FormValidation doCheckRetries(@QueryParameter String value) {
            return FormValidation.validateNonNegativeInteger(value);
        }

        @POST
        public FormValidation doCheckMaxParallel(@QueryParameter String value) {
            return FormValidation.validateNonNegativeInteger(value);
        }

        @POST
        public ListBoxModel doFillEmulationItems() {
            return BuildChoices.emulation();
        }

        @POST
        public ListBoxModel doFillPushItems() {
            return BuildChoices.push();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsField.fill(item, credentialsId);
        }

        @POST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsField.check(item, value);
        }
    }
}
