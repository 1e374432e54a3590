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
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.InspectFormat;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialsField;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code imagetoolsInspect}: which platforms an image in a registry has, without Docker anywhere. */
public final class ImagetoolsInspectStep extends Step {
    private final String image;
    private String credentialsId = "";
    private String format = "";
    private boolean raw;

    @DataBoundConstructor
    public ImagetoolsInspectStep(String image) {
        this.image = Forms.trim(image);
    }

    public String getImage() {
        return image;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Forms.trim(credentialsId);
    }

    public String getFormat() {
        return format;
    }

    /** Spaces around it are the template's own. */
    @DataBoundSetter
    public void setFormat(@CheckForNull String format) {
        this.format = format == null ? "" : format;
    }

    public boolean isRaw() {
        return raw;
    }

    @DataBoundSetter
    public void setRaw(boolean raw) {
        this.raw = raw;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            InspectFormat.check(format, raw);
            check(image);
            return new ImagetoolsInspectExecution(this, context);
        } catch (ImageToolsException e) {
            throw new AbortException(e.getMessage());
        } catch (InvalidReferenceException e) {
            throw new AbortException("invalid image \"" + image + "\": " + e.getMessage());
        }
    }

    private static void check(String image) throws InvalidReferenceException {
        if (image.startsWith(LayoutReference.PREFIX)) {
            LayoutReference.parse(image);
        } else {
            Reference.parseNormalized(image);
        }
    }

    @Extension
    public static final class DescriptorImpl extends CheckedStepDescriptor {
        @Override
        public String getFunctionName() {
            return "imagetoolsInspect";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ImagetoolsInspectStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @POST
        public FormValidation doCheckImage(@QueryParameter String value) {
            try {
                check(Forms.trim(value));
                return FormValidation.ok();
            } catch (InvalidReferenceException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        @POST
        public FormValidation doCheckFormat(@QueryParameter String value, @QueryParameter boolean raw) {
            return ImagetoolsChecks.checkFormat(value, raw);
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
