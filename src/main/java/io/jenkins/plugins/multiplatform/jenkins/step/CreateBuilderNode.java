package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.multiplatform.job.NodeArguments;
import io.jenkins.plugins.multiplatform.job.StringLists;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** One of the nodes that {@code createBuilder} is given. */
public final class CreateBuilderNode implements Describable<CreateBuilderNode> {
    private String name = "";
    private String endpoint = "";
    private String label = "";
    private List<String> platforms = List.of();
    private List<String> driverOpts = List.of();

    @DataBoundConstructor
    public CreateBuilderNode() {}

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Forms.trim(name);
    }

    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Forms.trim(endpoint);
    }

    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(String label) {
        this.label = Forms.trim(label);
    }

    public List<String> getPlatforms() {
        return platforms;
    }

    @DataBoundSetter
    public void setPlatforms(@CheckForNull String... platforms) {
        this.platforms = StringLists.split(Forms.list(platforms));
    }

    public List<String> getDriverOpts() {
        return driverOpts;
    }

    @DataBoundSetter
    public void setDriverOpts(@CheckForNull String... driverOpts) {
        this.driverOpts = Forms.list(driverOpts);
    }

    NodeArguments toArguments() {
        return new NodeArguments(name, endpoint, label, platforms, driverOpts);
    }

    @Symbol("builderNode")
    @Extension
    public static final class DescriptorImpl extends Descriptor<CreateBuilderNode> implements CustomDescribableModel {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CreateBuilderNode_displayName();
        }

        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            return Forms.pairs(Forms.lists(Forms.given(arguments), "platforms"), "driverOpts");
        }

        @Override
        public CreateBuilderNode newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            Forms.lines(form, "platforms", "driverOpts");
            return super.newInstance(request, form);
        }

        /** For the form's text fields. */
        public String lines(List<String> values) {
            return Forms.text(values);
        }
    }
}
