package io.jenkins.plugins.multiplatform.jenkins.agent;

import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.ConsoleReport;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Writes what happens on this machine into the run's log, and tells the controller what it must remember. */
@Restricted(NoExternalUse.class)
public final class LoggedEvents implements BuildListener {
    private final AgentLog log;
    private final ConsoleReport report;
    private final RunHost host;

    LoggedEvents(AgentLog log, RunHost host) {
        this.log = log;
        this.report = new ConsoleReport(log::println);
        this.host = host;
    }

    @Override
    public void on(BuildEvent event) {
        report.on(event);
        if (!(event instanceof BuildEvent.PlatformProgress)) {
            log.flush();
            host.heard(event);
        }
    }
}
