package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.job.BuilderArguments;
import io.jenkins.plugins.multiplatform.job.NodeArguments;
import io.jenkins.plugins.multiplatform.job.StringLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** {@code createBuilder}: names the nodes that builds of this run may use. */
public final class CreateBuilderStep extends Step {
    private String name = "";
    private String driver = "";
    private String endpoint = "";
    private String node = "";
    private List<String> platforms = List.of();
    private List<String> driverOpts = List.of();
    private List<CreateBuilderNode> nodes = List.of();
    private boolean append;
    private boolean use;
    private boolean bootstrap = true;

    @DataBoundConstructor
    public CreateBuilderStep() {}

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Forms.trim(name);
    }

    public String getDriver() {
        return driver;
    }

    @DataBoundSetter
    public void setDriver(String driver) {
        this.driver = Forms.trim(driver);
    }

    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Forms.trim(endpoint);
    }

    public String getNode() {
        return node;
    }

    @DataBoundSetter
    public void setNode(String node) {
        this.node = Forms.trim(node);
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

    public List<CreateBuilderNode> getNodes() {
        return nodes;
    }

    @DataBoundSetter
    public void setNodes(@CheckForNull List<CreateBuilderNode> nodes) {
        this.nodes = nodes == null ? List.of() : new ArrayList<>(nodes);
    }

    public boolean isAppend() {
        return append;
    }

    @DataBoundSetter
    public void setAppend(boolean append) {
        this.append = append;
    }

    public boolean isUse() {
        return use;
    }

    @DataBoundSetter
    public void setUse(boolean use) {
        this.use = use;
    }

    public boolean isBootstrap() {
        return bootstrap;
    }

    @DataBoundSetter
    public void setBootstrap(boolean bootstrap) {
        this.bootstrap = bootstrap;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        return new CreateBuilderExecution(this, arguments(), context);
    }

    private BuilderArguments arguments() throws AbortException {
        NodeArguments single = new NodeArguments(node, endpoint, "", platforms, driverOpts);
        if (nodes.isEmpty()) {
            return new BuilderArguments(name, driver, List.of(single), append);
        }
        if (!single.isEmpty()) {
            throw new AbortException(
                    "nodes can't be used together with endpoint, node, platforms or driverOpts: give these for each"
                            + " of the nodes");
        }
        return new BuilderArguments(
                name, driver, nodes.stream().map(CreateBuilderNode::toArguments).toList(), append);
    }

    @Extension
    public static final class DescriptorImpl extends CheckedStepDescriptor implements CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "createBuilder";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CreateBuilderStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }

        @Override
        Map<String, Class<?>> nested() {
            return Map.of("nodes", CreateBuilderNode.class);
        }

        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            return Forms.pairs(Forms.lists(Forms.given(arguments), "platforms"), "driverOpts");
        }

        @Override
        public Step newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            Forms.lines(form, "platforms", "driverOpts");
            return super.newInstance(request, form);
        }

        /** For the form's text fields. */
        public String lines(List<String> values) {
            return Forms.text(values);
        }

        @POST
        public ListBoxModel doFillDriverItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.CreateBuilderStep_driver_default(), "");
            items.add(Drivers.DOCKER);
            items.add(Drivers.REMOTE);
            return items;
        }
    }
}
