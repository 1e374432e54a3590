package io.jenkins.plugins.multiplatform.jenkins.monitor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Computer;
import hudson.node_monitors.AbstractAsyncNodeMonitorDescriptor;
import hudson.node_monitors.NodeMonitor;
import hudson.remoting.Callable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A column of the nodes' page: what each agent builds, and how many of its slots are taken. It only shows, and asks no
 * agent anything.
 */
public final class BuildKitMonitor extends NodeMonitor {
    private boolean shown = true;

    @DataBoundConstructor
    public BuildKitMonitor() {}

    public boolean isShown() {
        return shown;
    }

    /** Core shows the columns of ignored monitors too, so that this is the way to be without it. */
    @DataBoundSetter
    public void setShown(boolean shown) {
        this.shown = shown;
    }

    @CheckForNull
    @Override
    public String getColumnCaption() {
        return shown ? super.getColumnCaption() : null;
    }

    @Extension
    @Symbol("buildKitAgents")
    public static final class DescriptorImpl extends AbstractAsyncNodeMonitorDescriptor<AgentCapacity> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.BuildKitMonitor_displayName();
        }

        @Override
        public boolean canTakeOffline() {
            return false;
        }

        /** Nothing to ask: slots change with every run, and the controller counts them. */
        @CheckForNull
        @Override
        protected Callable<AgentCapacity, IOException> createCallable(Computer computer) {
            return null;
        }

        @Override
        protected Map<Computer, AgentCapacity> monitor() {
            Map<Computer, AgentCapacity> all = new HashMap<>();
            for (Computer computer : Jenkins.get().getComputers()) {
                all.put(computer, AgentCapacity.of(computer));
            }
            return all;
        }

        @CheckForNull
        @Override
        public AgentCapacity get(Computer computer) {
            return AgentCapacity.of(computer);
        }

        @Override
        public long getTimestamp() {
            return System.currentTimeMillis();
        }

        @Override
        public String getTimestampString() {
            return Util.getTimeSpanString(0);
        }
    }
}
