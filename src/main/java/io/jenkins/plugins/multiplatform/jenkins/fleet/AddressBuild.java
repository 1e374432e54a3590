package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.remoting.Callable;
import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.jenkins.agent.BuildTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.CheckTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.RunHost;
import io.jenkins.plugins.multiplatform.job.AgentAnswers;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
import io.jenkins.plugins.multiplatform.job.BuilderReports;
import io.jenkins.plugins.multiplatform.job.MaskedReports;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A run on nodes that are addresses: all of it is done from the agent that has the sources. */
@Restricted(NoExternalUse.class)
public final class AddressBuild {
    private final RunSite site;
    private final BuilderInstance builder;

    public AddressBuild(RunSite site, BuilderInstance builder) {
        this.site = site;
        this.builder = builder;
    }

    /** Lets a node look for faults in the Dockerfile; builds nothing. */
    public LintReport check() throws IOException, AgentLostException, InterruptedException {
        return masked().report(AgentAnswers.report(call(
                LintReport.class,
                event -> {},
                (exported, log) ->
                        new CheckTask(builder, site.request(), site.facts().workspace(), site.trust(), exported))));
    }

    /**
     * @param finished images of an earlier attempt at the same run
     * @throws BuildException if the agent reports what is no result of this run
     */
    public BuildResult run(List<PlatformImage> finished, BuildListener listener)
            throws IOException, BuildException, AgentLostException, InterruptedException {
        BuilderReports reports = new BuilderReports(
                site.workspaceName(),
                builder,
                site.request(),
                listener,
                line -> site.log().getLogger().println("note: " + site.mask().mask(line)));
        return masked().result(reports.end(call(
                BuildResult.class,
                reports,
                (exported, log) -> new BuildTask(
                        builder,
                        site.request(),
                        new ArrayList<>(finished),
                        site.mirrors(),
                        site.facts().workspace(),
                        site.trust(),
                        exported,
                        log))));
    }

    private MaskedReports masked() {
        return new MaskedReports(site.mask());
    }

    private <V> V call(
            Class<V> type, BuildListener listener, BiFunction<RunHost, OutputStream, Callable<V, IOException>> task)
            throws IOException, AgentLostException, InterruptedException {
        try (LogEnd log = new LogEnd(site.log(), site.mask());
                HostEnd host = site.host(listener)) {
            RunHost exported = site.workspace().export(RunHost.class, host);
            Object answer = new RemoteCall(site.workspace(), List.of(site.watchWorkspace()))
                    .call(task.apply(exported, new RemoteOutputStream(log)), host.whenEnded());
            return AgentAnswers.as(type, answer, site.workspaceName());
        }
    }
}
