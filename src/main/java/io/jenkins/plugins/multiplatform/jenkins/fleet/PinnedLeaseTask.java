package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A place on the agent that we chose, beside its executors: those are for work that needs a whole one. */
@Restricted(NoExternalUse.class)
public final class PinnedLeaseTask extends LeaseTask implements Queue.FlyweightTask {
    PinnedLeaseTask(Run<?, ?> run, String platforms, Node node) {
        super(run, platforms, node.getSelfLabel());
    }
}
