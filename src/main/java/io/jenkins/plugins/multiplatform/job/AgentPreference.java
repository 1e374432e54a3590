package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which of several agents that will do is taken: the one that has the sources, then the one that has this job's cache,
 * then the one with the most free slots; among equals always the same one for the same job and platform, and different
 * ones for different jobs.
 *
 * @param workspaceAgent its name
 * @param last the agent that built each platform of this job last, by the platform's normalised name
 */
public record AgentPreference(String job, String workspaceAgent, Map<String, String> last) {
    public AgentPreference {
        last = Map.copyOf(last);
    }

    List<AgentView> sort(Platform platform, List<AgentView> agents) {
        String builtLast = last.getOrDefault(platform.formatAll(), "\0");
        return agents.stream()
                .sorted(Comparator.<AgentView, Boolean>comparing(agent -> agent.freeSlots() <= 0)
                        .thenComparing(agent -> !agent.name().equals(workspaceAgent))
                        .thenComparing(agent -> !agent.name().equals(builtLast))
                        .thenComparing(
                                Comparator.comparingInt(AgentView::freeSlots).reversed())
                        .thenComparing(agent -> spread(platform, agent)))
                .toList();
    }

    private int spread(Platform platform, AgentView agent) {
        int hash = (job + '\n' + platform.formatAll() + '\n' + agent.name()).hashCode();
        // String's own hash of names that differ in the last letter is in the letters' order.
        return hash * 0x9E3779B9;
    }
}
