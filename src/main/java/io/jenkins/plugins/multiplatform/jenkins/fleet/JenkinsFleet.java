package io.jenkins.plugins.multiplatform.jenkins.fleet;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.labels.LabelAtom;
import hudson.remoting.VirtualChannel;
import hudson.slaves.Cloud;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.OnBuildReader;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.jenkins.agent.ProbeTask;
import io.jenkins.plugins.multiplatform.job.AgentAnswers;
import io.jenkins.plugins.multiplatform.job.AgentFleet;
import io.jenkins.plugins.multiplatform.job.AgentLease;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
import io.jenkins.plugins.multiplatform.job.AgentView;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.LeaseException;
import io.jenkins.plugins.multiplatform.job.LeaseRequest;
import io.jenkins.plugins.multiplatform.job.RegistryDesk;
import io.jenkins.plugins.multiplatform.job.RegistryLogins;
import io.jenkins.plugins.multiplatform.job.RunOutputs;
import io.jenkins.plugins.multiplatform.job.TagNames;
import io.jenkins.plugins.multiplatform.plan.BaseImages;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Jenkins' agents for one run. */
@Restricted(NoExternalUse.class)
public final class JenkinsFleet implements AgentFleet {
    private final RunSite site;
    private final AgentViews views;

    public JenkinsFleet(RunSite site) {
        this.site = site;
        this.views = AgentViews.of(site.run());
    }

    @Override
    public List<AgentView> agents() {
        return views.all();
    }

    @Override
    public boolean matches(String label, AgentView agent) {
        Label parsed = Label.get(label);
        Set<LabelAtom> atoms = agent.labels().stream().map(LabelAtom::get).collect(Collectors.toSet());
        return parsed != null && parsed.matches(atoms);
    }

    /** As Jenkins has it: such an agent is for jobs whose own label expression matches. */
    @Override
    public boolean isExclusive(AgentView agent) {
        Node node = agent.name().isEmpty() ? Jenkins.get() : Jenkins.get().getNode(agent.name());
        return node != null && node.getMode() == Node.Mode.EXCLUSIVE;
    }

    @Override
    public boolean canProvision(String label) {
        Label parsed = Label.get(label);
        for (Cloud cloud : Jenkins.get().clouds) {
            if (cloud.canProvision(new Cloud.CloudState(parsed, 0))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public NodeStatus probe(AgentView agent) throws InterruptedException {
        Computer computer = computer(agent.name());
        VirtualChannel channel = computer == null || !computer.isOnline() ? null : computer.getChannel();
        if (channel == null) {
            return NodeStatus.failed(agent.node(), agent.settings().driver(), "it is offline");
        }
        EngineJars.toNode(computer);
        NodeStatus answer = probe(agent, channel);
        ProbedAgents.remember(computer, answer);
        return answer;
    }

    private static NodeStatus probe(AgentView agent, VirtualChannel channel) throws InterruptedException {
        try {
            Object answer = new RemoteCall(channel, List.of(new AgentWatch(channel, agent.displayName(), false)))
                    .call(new ProbeTask(agent.settings().driver(), agent.node()));
            return AgentAnswers.status(
                    AgentAnswers.as(NodeStatus.class, answer, "agent " + agent.displayName()),
                    agent.node(),
                    agent.settings().driver());
        } catch (IOException | AgentLostException e) {
            return NodeStatus.failed(agent.node(), agent.settings().driver(), e.getMessage());
        }
    }

    @Override
    public AgentLease lease(LeaseRequest request) throws LeaseException, InterruptedException {
        return new Leasing(site, views, request, this::canProvision).take();
    }

    @Override
    public RunOutputs outputs() throws BuildException, AgentLostException, InterruptedException {
        return WorkspaceOutputs.open(site);
    }

    @Override
    public BaseImages baseImages() {
        return new OnBuildReader(
                new RegistryAccess(RunSite.registries(site.trust()), site.credentials()), this::mayAsk);
    }

    /**
     * Base images are named by the repository that is built, which must not choose whom the controller talks to: only
     * Docker Hub, and hosts that the run pushes to or has credentials for.
     */
    private boolean mayAsk(String host) {
        try {
            return host.equals(RegistryLogins.DOCKER_HUB)
                    || site.request().push()
                            && TagNames.parse(site.request().tags()).stream()
                                    .anyMatch(tag -> tag.domain().equals(host))
                    || site.credentials().forHost(host).isPresent();
        } catch (CredentialException | InvalidArgumentException e) {
            return false;
        }
    }

    @Override
    public RegistryDesk registries(BuildPlan plan) {
        return new ControllerRegistries(site, plan);
    }

    /** Null if there is no such agent now. */
    @CheckForNull
    private static Computer computer(String name) {
        Node node = name.isEmpty() ? Jenkins.get() : Jenkins.get().getNode(name);
        return node == null ? null : node.toComputer();
    }
}
