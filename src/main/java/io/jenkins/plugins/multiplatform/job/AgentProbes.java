package io.jenkins.plugins.multiplatform.job;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What agents said of themselves during one run: each is asked once. */
final class AgentProbes {
    /** Enough for the architectures that there are; each is a thread of the server that waits. */
    private static final int AT_ONCE = 8;

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
        if (!answers.containsKey(agent.name())) {
            keep(agent, fleet.probe(agent));
        }
        return answers.get(agent.name());
    }

    /**
     * Asks those who were not asked yet, all at a time: an agent that loads the plugin's classes first, or whose daemon
     * is dead, takes seconds to answer.
     */
    void askAll(Collection<AgentView> agents) throws InterruptedException {
        List<AgentView> left = unasked(agents);
        if (left.size() < 2) {
            for (AgentView agent : left) {
                ask(agent);
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(AT_ONCE, left.size()),
                new ThreadFactoryBuilder()
                        .setDaemon(true)
                        .setNameFormat("multi-platform build: asks agents %d")
                        .build());
        try {
            List<Future<NodeStatus>> asked = threads.invokeAll(left.stream()
                    .<Callable<NodeStatus>>map(agent -> () -> fleet.probe(agent))
                    .toList());
            for (int i = 0; i < left.size(); i++) {
                keep(left.get(i), asked.get(i).get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private synchronized List<AgentView> unasked(Collection<AgentView> agents) {
        return agents.stream()
                .filter(agent -> !answers.containsKey(agent.name()))
                .distinct()
                .toList();
    }

    private synchronized void keep(AgentView agent, NodeStatus status) {
        answers.put(
                agent.name(),
                status.isRunning() && push && !status.pushesByDigest()
                        ? NodeStatus.failed(status.node(), status.driver(), ClassicStore.describe(status))
                        : status);
    }

    synchronized Optional<NodeStatus> known(AgentView agent) {
        return Optional.ofNullable(answers.get(agent.name())).filter(NodeStatus::isRunning);
    }

    synchronized void forget(AgentView agent) {
        answers.remove(agent.name());
    }

    List<NodeStatus> running(List<AgentView> agents) throws InterruptedException {
        askAll(agents);
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
