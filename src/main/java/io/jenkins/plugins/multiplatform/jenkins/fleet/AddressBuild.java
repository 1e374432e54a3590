package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.remoting.Callable;
import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.jenkins.agent.BuildTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.CheckTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.RunHost;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
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
        return call(
                event -> {},
                (exported, log) ->
                        new CheckTask(builder, site.request(), site.facts().workspace(), site.trust(), exported));
    }

    /** @param finished images of an earlier attempt at the same run */
    public BuildResult run(List<PlatformImage> finished, BuildListener listener)
            throws IOException, AgentLostException, InterruptedException {
        return call(
                listener,
                (exported, log) -> new BuildTask(
                        builder,
                        site.request(),
                        new ArrayList<>(finished),
                        site.mirrors(),
                        site.facts().workspace(),
                        site.trust(),
                        exported,
                        log));
    }

    private <V> V call(BuildListener listener, BiFunction<RunHost, OutputStream, Callable<V, IOException>> task)
            throws IOException, AgentLostException, InterruptedException {
        try (LogEnd log = new LogEnd(site.log());
                HostEnd host = site.host(listener)) {
            RunHost exported = site.workspace().export(RunHost.class, host);
            return new RemoteCall(site.workspace(), List.of(site.watchWorkspace()))
                    .call(task.apply(exported, new RemoteOutputStream(log)), host.whenEnded());
        }
    }
}
