package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What agents said of themselves during one run: each is asked once. */
final class AgentProbes {
    private final AgentFleet fleet;
    private final Map<String, NodeStatus> answers = new LinkedHashMap<>();
    private boolean push;

    AgentProbes(AgentFleet fleet) {
        this.fleet = fleet;
    }

    /** Whether only those count that can push by digest. */
    synchronized void mustPush(boolean wanted) {
        push = wanted;
    }

    synchronized NodeStatus ask(AgentView agent) throws InterruptedException {
        NodeStatus known = answers.get(agent.name());
        if (known == null) {
            known = fleet.probe(agent);
            if (known.isRunning() && push && !known.pushesByDigest()) {
                known = NodeStatus.failed(known.node(), known.driver(), ClassicStore.describe(known));
            }
            answers.put(agent.name(), known);
        }
        return known;
    }

    synchronized Optional<NodeStatus> known(AgentView agent) {
        return Optional.ofNullable(answers.get(agent.name())).filter(NodeStatus::isRunning);
    }

    synchronized void forget(AgentView agent) {
        answers.remove(agent.name());
    }

    List<NodeStatus> running(List<AgentView> agents) throws InterruptedException {
        List<NodeStatus> running = new ArrayList<>();
        for (AgentView agent : agents) {
            NodeStatus status = ask(agent);
            if (status.isRunning()) {
                running.add(status);
            }
        }
        return running;
    }

    /** Why those that were asked and can't be used can't. */
    synchronized List<String> failures() {
        return answers.values().stream()
                .filter(status -> !status.isRunning())
                .map(status -> "agent " + status.node().name() + ": " + status.error())
                .toList();
    }
}
