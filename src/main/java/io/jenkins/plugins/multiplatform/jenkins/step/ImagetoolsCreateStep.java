package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multiplatform.imagetools.CreateRequest;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.IndexKind;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialsField;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.StringLists;
import io.jenkins.plugins.multiplatform.job.TagNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code imagetoolsCreate}: one image of several, in registries alone, without Docker anywhere. */
public final class ImagetoolsCreateStep extends Step {
    private List<String> tags = List.of();
    private List<String> sources = List.of();
    private List<String> platforms = List.of();
    private List<String> annotations = List.of();
    private boolean append;
    private boolean preferIndex = true;
    private String mediaTypes = IndexKind.AUTO.toString();
    private boolean allowPlatformLoss;
    private boolean dryRun;
    private String credentialsId = "";

    @DataBoundConstructor
    public ImagetoolsCreateStep() {}

    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(@CheckForNull String... tags) {
        this.tags = StringLists.split(Forms.list(tags));
    }

    /** Null: a script's {@code tag} becomes {@code tags} before it gets here. */
    @CheckForNull
    public String getTag() {
        return null;
    }

    @DataBoundSetter
    public void setTag(@CheckForNull String tag) {
        setTags(tag);
    }

    /** Null: a script's {@code source} becomes {@code sources} before it gets here. */
    @CheckForNull
    public String getSource() {
        return null;
    }

    @DataBoundSetter
    public void setSource(@CheckForNull String source) {
        setSources(source);
    }

    public List<String> getSources() {
        return sources;
    }

    @DataBoundSetter
    public void setSources(@CheckForNull String... sources) {
        this.sources = ImagetoolsChecks.sources(Forms.list(sources));
    }

    public List<String> getPlatforms() {
        return platforms;
    }

    @DataBoundSetter
    public void setPlatforms(@CheckForNull String... platforms) {
        this.platforms = StringLists.split(Forms.list(platforms));
    }

    public List<String> getAnnotations() {
        return annotations;
    }

    @DataBoundSetter
    public void setAnnotations(@CheckForNull String... annotations) {
        this.annotations = Forms.list(annotations);
    }

    public boolean isAppend() {
        return append;
    }

    @DataBoundSetter
    public void setAppend(boolean append) {
        this.append = append;
    }

    public boolean isPreferIndex() {
        return preferIndex;
    }

    @DataBoundSetter
    public void setPreferIndex(boolean preferIndex) {
        this.preferIndex = preferIndex;
    }

    public String getMediaTypes() {
        return mediaTypes;
    }

    @DataBoundSetter
    public void setMediaTypes(@CheckForNull String mediaTypes) {
        String given = Forms.trim(mediaTypes);
        this.mediaTypes = given.isEmpty() ? IndexKind.AUTO.toString() : given;
    }

    public boolean isAllowPlatformLoss() {
        return allowPlatformLoss;
    }

    @DataBoundSetter
    public void setAllowPlatformLoss(boolean allowPlatformLoss) {
        this.allowPlatformLoss = allowPlatformLoss;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Forms.trim(credentialsId);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            ImagetoolsChecks.hosts(toRequest());
            return new ImagetoolsCreateExecution(this, context);
        } catch (InvalidArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    CreateRequest toRequest() throws InvalidArgumentException {
        TagNames.parse(tags);
        try {
            IndexKind kind = IndexKind.parse(mediaTypes);
            return new CreateRequest(
                    sources, tags, annotations, platforms, append, preferIndex, kind, dryRun, allowPlatformLoss);
        } catch (ImageToolsException e) {
            throw new InvalidArgumentException(e.getMessage(), e);
        }
    }

    @Extension
    public static final class DescriptorImpl extends CheckedStepDescriptor implements CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "imagetoolsCreate";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ImagetoolsCreateStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> renamed =
                    Forms.alias(Forms.alias(Forms.given(arguments), "tag", "tags"), "source", "sources");
            return Forms.pairs(Forms.lists(renamed, "tags", "sources", "platforms"), "annotations");
        }

        @Override
        public Step newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            Forms.lines(form, "tags", "sources", "platforms", "annotations");
            return super.newInstance(request, form);
        }

        /** For the form's text fields. */
        public String lines(List<String> values) {
            return Forms.text(values);
        }

        @POST
        public ListBoxModel doFillMediaTypesItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.ImagetoolsCreateStep_mediaTypes_auto(), IndexKind.AUTO.toString());
            items.add(Messages.ImagetoolsCreateStep_mediaTypes_oci(), IndexKind.OCI.toString());
            items.add(Messages.ImagetoolsCreateStep_mediaTypes_docker(), IndexKind.DOCKER.toString());
            return items;
        }

        @POST
        public FormValidation doCheckTags(@QueryParameter String value) {
            return ImagetoolsChecks.checkTags(value);
        }

        @POST
        public FormValidation doCheckSources(@QueryParameter String value, @QueryParameter String tags) {
            return ImagetoolsChecks.checkSources(value, tags);
        }

        @POST
        public FormValidation doCheckPlatforms(@QueryParameter String value) {
            return ImagetoolsChecks.checkPlatforms(value);
        }

        @POST
        public FormValidation doCheckAnnotations(@QueryParameter String value) {
            return ImagetoolsChecks.checkAnnotations(value);
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
