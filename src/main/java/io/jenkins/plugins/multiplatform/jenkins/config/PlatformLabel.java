package io.jenkins.plugins.multiplatform.jenkins.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Label;
import hudson.util.FormValidation;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.LabelRule;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Which agents build a platform, for every job that does not say it itself. */
public final class PlatformLabel extends AbstractDescribableImpl<PlatformLabel> {
    private final String platform;
    private final String label;

    @DataBoundConstructor
    public PlatformLabel(@CheckForNull String platform, @CheckForNull String label) {
        this.platform = Util.fixNull(platform).strip();
        this.label = Util.fixNull(label).strip();
    }

    public String getPlatform() {
        return platform;
    }

    public String getLabel() {
        return label;
    }

    @Extension
    @Symbol("platformLabel")
    public static final class DescriptorImpl extends Descriptor<PlatformLabel> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PlatformLabel_displayName();
        }

        @POST
        public FormValidation doCheckPlatform(@QueryParameter String value) {
            try {
                LabelRule.of("platform", Map.of(Util.fixNull(value).strip(), "any"));
                return FormValidation.ok();
            } catch (InvalidArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        @POST
        public FormValidation doCheckLabel(@QueryParameter String value) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return FormValidation.ok();
            }
            String label = Util.fixNull(value).strip();
            if (label.isEmpty()) {
                return FormValidation.error(Messages.PlatformLabel_empty());
            }
            try {
                Label parsed = Label.parseExpression(label);
                return parsed.getNodes().isEmpty()
                        ? FormValidation.warning(Messages.PlatformLabel_noNodes(label))
                        : FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(Messages.PlatformLabel_invalid(label, e.getMessage()));
            }
        }
    }
}
