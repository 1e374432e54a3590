package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.build.PlatformOutcomes;
import io.jenkins.plugins.multiplatform.jenkins.agent.RegistryTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.RunHost;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
import io.jenkins.plugins.multiplatform.job.RegistryDesk;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A run's registries, as an agent reaches them. */
final class RemoteRegistries implements RegistryDesk {
    private final RunSite site;
    private final BuildPlan plan;
    private final String agent;
    private final VirtualChannel channel;

    RemoteRegistries(RunSite site, BuildPlan plan, String agent, VirtualChannel channel) {
        this.site = site;
        this.plan = plan;
        this.agent = agent;
        this.channel = channel;
    }

    @Override
    public void checkPush() throws BuildException, InterruptedException {
        if (!plan.repositories().isEmpty()) {
            call(new RegistryTask.CheckPush(), event -> {});
        }
    }

    @Override
    public List<PlatformImage> stillThere(List<PlatformImage> finished) throws BuildException, InterruptedException {
        return call(new RegistryTask.StillThere(new ArrayList<>(finished)), event -> {});
    }

    @Override
    public BuildResult publish(PlatformOutcomes outcomes, BuildListener listener)
            throws BuildException, InterruptedException {
        return call(new RegistryTask.Publish(outcomes), listener);
    }

    private <V extends Serializable> V call(RegistryTask.Deed<V> deed, BuildListener listener)
            throws BuildException, InterruptedException {
        try (HostEnd host = site.host(listener, "agent " + agent)) {
            RunHost exported = channel.export(RunHost.class, host);
            return new RemoteCall(channel, List.of(new AgentWatch(channel, agent, false)))
                    .call(new RegistryTask<>(plan, deed, exported, site.log()), host.whenEnded());
        } catch (IOException | AgentLostException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }
}
