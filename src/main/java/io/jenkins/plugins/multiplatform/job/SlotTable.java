package io.jenkins.plugins.multiplatform.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the runs that build on each agent. A run takes one slot on one agent at a time for each share of its platforms
 * and never holds one while it waits for another, so runs that cross can't block each other.
 */
public final class SlotTable {
    private final Map<String, Integer> used = new HashMap<>();

    /**
     * Takes a slot on the first that is usable and has one.
     *
     * @param candidates best first; their own counts are not looked at, for they may be old
     */
    public synchronized Optional<AgentView> take(List<AgentView> candidates) {
        Optional<AgentView> free = candidates.stream()
                .filter(AgentView::isUsable)
                .filter(agent -> used(agent.name()) < agent.settings().slots())
                .findFirst();
        free.ifPresent(agent -> used.merge(agent.name(), 1, Integer::sum));
        return free;
    }

    public synchronized void giveBack(String agent) {
        if (used.computeIfPresent(agent, (name, count) -> count == 1 ? null : count - 1) == null) {
            used.remove(agent);
        }
        notifyAll();
    }

    public synchronized int used(String agent) {
        return used.getOrDefault(agent, 0);
    }

    /** Waits until something may have changed. */
    public synchronized void awaitChange(Duration atMost) throws InterruptedException {
        wait(Math.max(1, atMost.toMillis()));
    }
}
