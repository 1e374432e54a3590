package io.jenkins.plugins.multiplatform.jenkins.fleet;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.Slave;
import hudson.model.labels.LabelAtom;
import hudson.model.queue.Tasks;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.job.AgentPresence;
import io.jenkins.plugins.multiplatform.job.AgentSettings;
import io.jenkins.plugins.multiplatform.job.AgentView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Jenkins' agents as one run sees them. The controller's own node is none unless an administrator declared it. */
final class AgentViews {
    private static final String ARCHITECTURE = "hudson.node_monitors.ArchitectureMonitor";

    /** Core has no type for them: Pipeline's own, which pods have, and those of other clouds are named like this. */
    private static final String ONE_TASK = "OnceRetentionStrategy";

    private final Run<?, ?> run;
    private final Authentication identity;

    private AgentViews(Run<?, ?> run, Authentication identity) {
        this.run = run;
        this.identity = identity;
    }

    /** With the permissions that the run has, as for any {@code node} block of it. */
    static AgentViews of(Run<?, ?> run) {
        return new AgentViews(
                run,
                run.getParent() instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : Jenkins.ANONYMOUS2);
    }

    List<AgentView> all() {
        List<AgentView> views = new ArrayList<>();
        for (Computer computer : Jenkins.get().getComputers()) {
            Node node = computer.getNode();
            if (node != null && (!(node instanceof Jenkins) || BuildKitNodeProperty.of(node) != null)) {
                views.add(view(computer, node));
            }
        }
        return views;
    }

    AgentView view(Computer computer, Node node) {
        BuildKitNodeProperty property = BuildKitNodeProperty.of(node);
        Set<String> labels =
                node.getAssignedLabels().stream().map(LabelAtom::getName).collect(Collectors.toSet());
        return new AgentView(
                node.getNodeName(),
                labels,
                presence(computer, node),
                computer.hasPermission2(identity, Computer.BUILD),
                property == null ? AgentSettings.standard() : property.settings(),
                Slots.used(node.getNodeName()),
                architecture(computer),
                computer.getConnectTime());
    }

    private AgentPresence presence(Computer computer, Node node) {
        if (!computer.isOnline() || !computer.isAcceptingTasks()) {
            return AgentPresence.OFFLINE;
        }
        return isForOneTask(node) && !isOurs(computer) ? AgentPresence.RESERVED : AgentPresence.ONLINE;
    }

    private static boolean isForOneTask(Node node) {
        return node instanceof Slave agent
                && agent.getRetentionStrategy().getClass().getSimpleName().endsWith(ONE_TASK);
    }

    private boolean isOurs(Computer computer) {
        for (Executor executor : computer.getExecutors()) {
            Queue.Executable work = executor.getCurrentExecutable();
            while (work != null) {
                if (work instanceof Run<?, ?> owner
                        && owner.getExternalizableId().equals(run.getExternalizableId())) {
                    return true;
                }
                work = work.getParentExecutable();
            }
        }
        return false;
    }

    private static String architecture(Computer computer) {
        Map<String, Object> monitors = computer.getMonitorData();
        return monitors.get(ARCHITECTURE) instanceof String architecture ? architecture : "";
    }
}
