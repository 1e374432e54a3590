package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;

/** Says why a platform has no agent, and what would give it one. */
final class NoAgent {
    private static final int NAMED = 5;

    private NoAgent() {}

    static String describe(Platform platform, Resolution resolution, List<AgentView> all) {
        StringBuilder text = new StringBuilder("no agent can build ").append(platform.formatAll());
        List<AgentView> exclusive = resolution.isEmpty() ? labelled(platform, all) : List.of();
        if (!exclusive.isEmpty()) {
            return text.append(": none is named for it, and those with one of the labels ")
                    .append(String.join(", ", ArchitectureLabels.of(platform)))
                    .append(" are only for jobs that name them: ")
                    .append(states(exclusive))
                    .append(". Name one with nodes: ['")
                    .append(platform.formatAll())
                    .append("': '")
                    .append(exclusive.get(0).displayName())
                    .append("']")
                    .toString();
        }
        if (resolution.isEmpty()) {
            text.append(": none is named for it, and none has one of the labels ")
                    .append(String.join(", ", ArchitectureLabels.of(platform)));
        } else if (resolution.agents().isEmpty()) {
            text.append(": none has ").append(resolution.describe()).append(", and no cloud would make one");
        } else {
            text.append(" now, of ").append(resolution.describe()).append(": ").append(states(resolution.agents()));
        }
        List<AgentView> unnamed = suggestions(platform, resolution, all);
        if (!unnamed.isEmpty()) {
            text.append(". Of that architecture are, but are not named for it: ")
                    .append(String.join(
                            ", ",
                            unnamed.stream()
                                    .limit(NAMED)
                                    .map(agent -> agent.displayName() + " (" + agent.architecture() + ")")
                                    .toList()))
                    .append("; give one the label ")
                    .append(ArchitectureLabels.of(platform).get(0))
                    .append(", or name it with nodes: ['")
                    .append(platform.formatAll())
                    .append("': '")
                    .append(unnamed.get(0).displayName())
                    .append("']");
        } else if (resolution.isEmpty()) {
            text.append(". Give an agent of that architecture one of them, or name agents with nodes: ['")
                    .append(platform.formatAll())
                    .append("': 'label']");
        }
        return text.toString();
    }

    /** Agents with a usual label, which nevertheless no rule reaches: they are exclusive. */
    private static List<AgentView> labelled(Platform platform, List<AgentView> all) {
        return all.stream()
                .filter(agent -> agent.permitted()
                        && ArchitectureLabels.of(platform).stream().anyMatch(agent.labels()::contains))
                .toList();
    }

    /** Agents of the right architecture that no rule reaches: told, never used. */
    static List<AgentView> suggestions(Platform platform, Resolution resolution, List<AgentView> all) {
        List<AgentView> unnamed = new ArrayList<>();
        for (AgentView agent : all) {
            boolean named =
                    resolution.agents().stream().anyMatch(other -> other.name().equals(agent.name()));
            boolean fits = !agent.architecture().isEmpty()
                    && ArchitectureLabels.of(platform).stream().anyMatch(agent.architecture()::contains);
            if (!named && fits && agent.permitted()) {
                unnamed.add(agent);
            }
        }
        return unnamed;
    }

    /** What keeps the run from using each. */
    static String states(List<AgentView> agents) {
        return String.join(
                ", ", agents.stream().limit(NAMED).map(AgentView::describe).toList());
    }
}
