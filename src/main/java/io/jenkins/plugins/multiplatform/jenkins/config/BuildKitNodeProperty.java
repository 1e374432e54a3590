package io.jenkins.plugins.multiplatform.jenkins.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Node;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.job.AgentSettings;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.KeyValues;
import io.jenkins.plugins.multiplatform.job.StringLists;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Makes an agent a BuildKit node: it is found without a label being named, and its BuildKit may be another one than its
 * Docker Engine's.
 */
public final class BuildKitNodeProperty extends NodeProperty<Node> {
    private String platforms = "";
    private String driver = Drivers.DOCKER;
    private String endpoint = "";
    private String driverOpts = "";
    private int slots = AgentSettings.DEFAULT_SLOTS;

    @DataBoundConstructor
    public BuildKitNodeProperty() {}

    /** Null if nobody said anything about the agent. */
    @CheckForNull
    public static BuildKitNodeProperty of(Node node) {
        return node instanceof Jenkins jenkins
                ? jenkins.getNodeProperties().get(BuildKitNodeProperty.class)
                : node.getNodeProperties().get(BuildKitNodeProperty.class);
    }

    public String getPlatforms() {
        return platforms;
    }

    @DataBoundSetter
    public void setPlatforms(@CheckForNull String platforms) {
        this.platforms = trim(platforms);
    }

    public String getDriver() {
        return driver;
    }

    @DataBoundSetter
    public void setDriver(@CheckForNull String driver) {
        this.driver = trim(driver).isEmpty() ? Drivers.DOCKER : trim(driver);
    }

    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(@CheckForNull String endpoint) {
        this.endpoint = trim(endpoint);
    }

    public String getDriverOpts() {
        return driverOpts;
    }

    @DataBoundSetter
    public void setDriverOpts(@CheckForNull String driverOpts) {
        this.driverOpts = trim(driverOpts);
    }

    public int getSlots() {
        return slots;
    }

    @DataBoundSetter
    public void setSlots(int slots) {
        this.slots = Math.max(1, slots);
    }

    /** Null as empty, without the space around. */
    private static String trim(@CheckForNull String value) {
        return value == null ? "" : value.strip();
    }

    /** What the form's checks let through, and what does not read that way counts as not said. */
    public AgentSettings settings() {
        return new AgentSettings(true, parsedPlatforms(), driver, endpoint, options(), slots);
    }

    private List<Platform> parsedPlatforms() {
        try {
            return PlatformList.parse(StringLists.split(List.of(platforms))).platforms();
        } catch (InvalidPlatformException e) {
            return List.of();
        }
    }

    private Map<String, String> options() {
        try {
            return KeyValues.parse("driverOpts", KeyValues.lines(driverOpts), Map.of());
        } catch (InvalidArgumentException e) {
            return Map.of();
        }
    }

    @Extension
    @Symbol("buildKitNode")
    public static final class DescriptorImpl extends NodePropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.BuildKitNodeProperty_displayName();
        }

        /** Clouds ask with the class of their agents' templates, which is no node's, and hand the property on. */
        @Override
        public boolean isApplicable(Class<? extends Node> type) {
            return true;
        }

        /** No two nodes have the same BuildKit. */
        @Override
        public boolean isApplicableAsGlobal() {
            return false;
        }

        @POST
        public ListBoxModel doFillDriverItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.BuildKitNodeProperty_driver_docker(), Drivers.DOCKER);
            items.add(Messages.BuildKitNodeProperty_driver_remote(), Drivers.REMOTE);
            return items;
        }

        @POST
        public FormValidation doCheckPlatforms(@QueryParameter String value) {
            try {
                PlatformList.parse(StringLists.split(List.of(trim(value))));
                return FormValidation.ok();
            } catch (InvalidPlatformException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        @POST
        public FormValidation doCheckEndpoint(
                @QueryParameter String value, @QueryParameter String driver, @QueryParameter String driverOpts) {
            if (trim(value).isEmpty()) {
                return trim(driver).equals(Drivers.REMOTE)
                        ? FormValidation.error(Messages.BuildKitNodeProperty_endpoint_needed())
                        : FormValidation.ok();
            }
            try {
                Drivers.of(
                        trim(driver),
                        trim(value),
                        KeyValues.parse("driverOpts", KeyValues.lines(trim(driverOpts)), Map.of()));
                return FormValidation.ok();
            } catch (DriverException | InvalidArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        @POST
        public FormValidation doCheckSlots(@QueryParameter String value) {
            return FormValidation.validatePositiveInteger(value);
        }
    }
}
