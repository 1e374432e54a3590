package io.jenkins.plugins.multiplatform.jenkins.run;

import com.thoughtworks.xstream.XStream;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialsField;
import io.jenkins.plugins.multiplatform.job.BuildArguments;
import io.jenkins.plugins.multiplatform.job.Expansion;
import io.jenkins.plugins.multiplatform.job.OutputArguments;
import io.jenkins.plugins.multiplatform.job.PolicyArguments;
import io.jenkins.plugins.multiplatform.job.RegistryLogins;
import io.jenkins.plugins.multiplatform.job.SecretArguments;
import io.jenkins.plugins.multiplatform.job.SourceArguments;
import io.jenkins.plugins.multiplatform.job.StringLists;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
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
public final class BuildSettings extends OptionSettings {
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

    /** Found by Jenkins' XStream under this name. */
    public static final class ConverterImpl extends SettingsConverter {
        public ConverterImpl(XStream xstream) {
            super(xstream);
        }
    }

    /** As the part that needs no Jenkins reads it. */
    public BuildArguments toArguments() {
        return new BuildArguments(
                platforms,
                new SourceArguments(context, file, getDockerfileInline(), target, getBuildContexts()),
                new OutputArguments(tags, push, isLoad(), getOutputs()),
                buildArgs,
                labels,
                noCache,
                pull,
                optionArguments(),
                new SecretArguments(secrets),
                sshArguments(),
                new RegistryLogins(logins(), credentialsId),
                nodes,
                getAgentTimeout(),
                new PolicyArguments(emulation, optional, retries, timeout, failFast, maxParallel, getStallTimeout()));
    }

    /**
     * The same with variables put in, for jobs whose forms know no other way to say what changes from run to run.
     *
     * @throws IllegalArgumentException if the value of a variable would add an entry to a list
     */
    public BuildSettings expand(EnvVars environment) {
        return copy(new Expansion(environment::expand));
    }

    /** What a file of an older version does not have gets its default. */
    private Object readResolve() {
        return copy(Expansion.NONE);
    }

    private BuildSettings copy(Expansion values) {
        BuildSettings copy = new BuildSettings();
        copyOptions(values, copy);
        copy.setPlatforms(values.entries("platforms", platforms));
        copy.setTags(values.entries("tags", tags));
        copy.setContext(values.one(context));
        copy.setFile(values.one(file));
        copy.setTarget(values.one(target));
        copy.setBuildArgs(values.all(buildArgs));
        copy.setLabels(values.all(labels));
        copy.setNoCache(noCache);
        copy.setPull(pull);
        copy.setPush(push);
        copy.setBuilder(values.one(builder));
        copy.setCredentialsId(values.one(credentialsId));
        copy.setSecrets(values.entries("secrets", secrets));
        copy.setNodes(values.all(nodes));
        copy.setEmulation(values.one(emulation));
        copy.setOptional(values.entries("optional", optional));
        copy.setRetries(retries);
        copy.setTimeout(values.one(timeout));
        copy.setFailFast(failFast);
        copy.setMaxParallel(maxParallel);
        copy.setDryRun(dryRun);
        return copy;
    }

    @Extension
    public static final class DescriptorImpl extends OptionSettingsDescriptor {
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
