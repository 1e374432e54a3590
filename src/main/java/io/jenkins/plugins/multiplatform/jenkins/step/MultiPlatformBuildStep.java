package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.job.BuildArguments;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.StringLists;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code multiPlatformBuild}: one image for several platforms, built from the workspace, under one tag. */
public final class MultiPlatformBuildStep extends Step {
    private static final String WORKSPACE = ".";

    private List<String> platforms = List.of();
    private List<String> tags = List.of();
    private String context = WORKSPACE;
    private String file = "";
    private String target = "";
    private List<String> buildArgs = List.of();
    private List<String> labels = List.of();
    private boolean noCache;
    private boolean pull;

    @CheckForNull
    private Boolean push;

    private String builder = "";
    private String credentialsId = "";
    private String emulation = EmulationPolicy.WARN.toString();

    @DataBoundConstructor
    public MultiPlatformBuildStep() {}

    public List<String> getPlatforms() {
        return platforms;
    }

    @DataBoundSetter
    public void setPlatforms(List<String> platforms) {
        this.platforms = StringLists.split(platforms);
    }

    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(List<String> tags) {
        this.tags = StringLists.split(tags);
    }

    public String getContext() {
        return context;
    }

    @DataBoundSetter
    public void setContext(String context) {
        String given = Util.fixEmptyAndTrim(context);
        this.context = given == null ? WORKSPACE : given;
    }

    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Forms.trim(file);
    }

    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(String target) {
        this.target = Forms.trim(target);
    }

    public List<String> getBuildArgs() {
        return buildArgs;
    }

    @DataBoundSetter
    public void setBuildArgs(List<String> buildArgs) {
        this.buildArgs = Forms.copy(buildArgs);
    }

    public List<String> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(List<String> labels) {
        this.labels = Forms.copy(labels);
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
    public void setBuilder(String builder) {
        this.builder = Forms.trim(builder);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Forms.trim(credentialsId);
    }

    public String getEmulation() {
        return emulation;
    }

    @DataBoundSetter
    public void setEmulation(String emulation) {
        String given = Util.fixEmptyAndTrim(emulation);
        this.emulation = given == null ? EmulationPolicy.WARN.toString() : given;
    }

    @Override
    public StepExecution start(StepContext stepContext) throws AbortException {
        BuildArguments arguments =
                new BuildArguments(platforms, tags, target, buildArgs, labels, noCache, pull, push, emulation);
        try {
            arguments.check();
        } catch (InvalidArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        return new MultiPlatformBuildExecution(this, arguments, stepContext);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "multiPlatformBuild";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MultiPlatformBuildStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class, Computer.class, EnvVars.class);
        }

        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> renamed = Forms.alias(arguments, "tag", "tags");
            return Forms.text(Forms.pairs(Forms.lists(renamed, "platforms", "tags"), "buildArgs", "labels"), "builder");
        }

        @Override
        public Step newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            Forms.lines(form, "platforms", "tags", "buildArgs", "labels");
            Forms.optional(form, "push");
            return super.newInstance(request, form);
        }

        /** For the form's text fields. */
        public String lines(List<String> values) {
            return Forms.text(values);
        }

        public FormValidation doCheckPlatforms(@QueryParameter String value) {
            try {
                PlatformList.parse(StringLists.split(List.of(value)));
                return FormValidation.ok();
            } catch (InvalidPlatformException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        public FormValidation doCheckTags(@QueryParameter String value) {
            for (String tag : StringLists.split(List.of(value))) {
                try {
                    Reference.parseNormalized(tag);
                } catch (InvalidReferenceException e) {
                    return FormValidation.error(tag + ": " + e.getMessage());
                }
            }
            return FormValidation.ok();
        }

        public ListBoxModel doFillEmulationItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.MultiPlatformBuildStep_emulation_warn(), EmulationPolicy.WARN.toString());
            items.add(Messages.MultiPlatformBuildStep_emulation_allow(), EmulationPolicy.ALLOW.toString());
            items.add(Messages.MultiPlatformBuildStep_emulation_forbid(), EmulationPolicy.FORBID.toString());
            return items;
        }

        public ListBoxModel doFillPushItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.MultiPlatformBuildStep_push_default(), "");
            items.add(Messages.MultiPlatformBuildStep_push_true(), "true");
            items.add(Messages.MultiPlatformBuildStep_push_false(), "false");
            return items;
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
