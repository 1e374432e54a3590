package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;

/** A lease whose agent's reports are held against its share of the plan before they count. */
final class CheckedLease {
    private final AgentLease lease;
    private final RunListeners listeners;

    CheckedLease(AgentLease lease, RunListeners listeners) {
        this.lease = lease;
        this.listeners = listeners;
    }

    /**
     * As {@link AgentLease#build}.
     *
     * @param listener hears what counts, and of a platform that is not believed any more that it has failed
     * @return an outcome of each platform of the share
     */
    PlatformOutcomes build(BuildPlan share, BuildListener listener) throws AgentLostException, InterruptedException {
        AgentReports reports = new AgentReports(
                lease.agent().displayName(),
                reported -> share.platforms().stream()
                        .filter(place -> place.platform().equals(reported.platform()))
                        .findFirst(),
                !share.tags().isEmpty(),
                listener,
                line -> listeners.own().on(new BuildEvent.Noted(line)));
        try {
            return reports.end(lease.build(share, reports), share.platforms());
        } finally {
            reports.end();
        }
    }
}
