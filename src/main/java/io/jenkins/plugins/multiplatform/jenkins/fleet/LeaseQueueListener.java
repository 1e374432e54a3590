package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.Extension;
import hudson.model.Queue;
import hudson.model.queue.QueueListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells a lease that somebody took it out of the queue: nothing else does. */
@Extension
@Restricted(NoExternalUse.class)
public final class LeaseQueueListener extends QueueListener {
    @Override
    public void onLeft(Queue.LeftItem item) {
        if (item.isCancelled() && item.task instanceof LeaseTask task) {
            task.cancel();
        }
    }
}
