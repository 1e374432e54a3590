package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the agents that may build a platform: by the step's map, the builder's nodes, the global map, the agents that an
 * administrator declared as nodes, and at last the usual labels of architectures. The first that names anybody decides.
 */
final class AgentResolver {
    private static final int NAMED = 5;

    private final AgentRules rules;
    private final List<AgentView> agents;
    private final BiPredicate<String, AgentView> matches;
    private final Predicate<AgentView> exclusive;
    private final Predicate<String> provisionable;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param matches whether an agent satisfies a label expression
     * @param exclusive whether an agent is only for those who name it, so that no label is enough that nobody wrote
     * @param provisionable whether a cloud would make an agent for one
     */
    AgentResolver(
            AgentRules rules,
            List<AgentView> agents,
            BiPredicate<String, AgentView> matches,
            Predicate<AgentView> exclusive,
            Predicate<String> provisionable) {
        this.rules = rules;
        this.agents = List.copyOf(agents);
        this.matches = matches;
        this.exclusive = exclusive;
        this.provisionable = provisionable;
    }

    Resolution resolve(Platform platform) {
        Optional<String> step = rules.step().label(platform);
        if (step.isPresent()) {
            return byLabel(platform, "nodes of the step", step.get());
        }
        if (!rules.builder().isEmpty()) {
            return byBuilder(platform);
        }
        Optional<String> global = rules.global().label(platform);
        return global.isPresent() ? byLabel(platform, "global label map", global.get()) : byAgents(platform);
    }

    /** Who was left aside for others, and why. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Rules that no user wrote look at agents that can build now first: any of them is better than a wait. */
    private Resolution byAgents(Platform platform) {
        List<Resolution> found = new ArrayList<>(byDeclaration(platform));
        found.addAll(byArchitecture(platform));
        Optional<Resolution> now = found.stream()
                .filter(resolution -> !resolution.usable().isEmpty())
                .findFirst();
        if (now.isEmpty()) {
            return found.stream().findFirst().orElseGet(() -> toBeProvisioned(platform));
        }
        found.subList(0, found.indexOf(now.get())).stream()
                .flatMap(skipped -> skipped.agents().stream())
                .limit(NAMED)
                .forEach(agent -> leaveAside(platform, agent, agent.describe()));
        return now.get().isUsualLabel() ? preferring(now.get()) : now.get();
    }

    private void leaveAside(Platform platform, AgentView agent, String why) {
        String note = "agent " + agent.displayName() + " is left aside for " + platform.formatAll() + ": " + why;
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    private Resolution byBuilder(Platform platform) {
        for (AgentRules.LabelledNode node : rules.builder()) {
            if (node.platforms().contains(platform)) {
                return byLabel(platform, "node of the builder", node.label());
            }
        }
        List<AgentView> any = agents.stream()
                .filter(agent -> rules.builder().stream().anyMatch(node -> matches.test(node.label(), agent)))
                .toList();
        return new Resolution(platform, "nodes of the builder", "", any, true);
    }

    private List<Resolution> byDeclaration(Platform platform) {
        // An agent that a cloud made for another run is not used by others: the cloud is asked for another one.
        List<AgentView> nodes = agents.stream()
                .filter(agent -> agent.presence() != AgentPresence.RESERVED)
                .toList();
        List<AgentView> byHand = nodes.stream()
                .filter(agent -> agent.settings().platforms().contains(platform))
                .toList();
        List<AgentView> declared = nodes.stream()
                .filter(agent -> agent.settings().declared()
                        && agent.settings().platforms().isEmpty()
                        && fits(agent, platform))
                .toList();
        List<Resolution> found = new ArrayList<>();
        if (!byHand.isEmpty()) {
            found.add(new Resolution(platform, "BuildKit node of that platform", "", byHand, false));
        }
        if (!declared.isEmpty()) {
            found.add(new Resolution(platform, "BuildKit node", "", declared, true));
        }
        return found;
    }

    /** An agent of which the server knows another architecture would emulate: the labels may know a better one. */
    private static boolean fits(AgentView agent, Platform platform) {
        return agent.architecture().isEmpty()
                || ArchitectureLabels.of(platform).stream().anyMatch(agent.architecture()::contains);
    }

    private Resolution byLabel(Platform platform, String origin, String label) {
        return new Resolution(
                platform,
                origin,
                label,
                agents.stream().filter(agent -> matches.test(label, agent)).toList(),
                false);
    }

    private List<Resolution> byArchitecture(Platform platform) {
        List<Resolution> found = new ArrayList<>();
        for (String name : ArchitectureLabels.of(platform)) {
            List<AgentView> named = agents.stream()
                    .filter(agent -> agent.labels().contains(name) && !exclusive.test(agent))
                    .toList();
            if (!named.isEmpty()) {
                found.add(new Resolution(platform, Resolution.USUAL_LABEL, name, named, false));
            }
        }
        return found;
    }

    private Resolution toBeProvisioned(Platform platform) {
        return ArchitectureLabels.of(platform).stream()
                .filter(provisionable)
                .findFirst()
                .map(name -> new Resolution(platform, Resolution.USUAL_LABEL, name, List.of(), false))
                .orElseGet(() -> new Resolution(platform, "no rule", "", List.of(), false));
    }

    /** Where some agents that can build now are labelled for the system, or for Docker, the others are left aside. */
    private Resolution preferring(Resolution resolution) {
        List<AgentView> result = resolution.usable();
        for (String label : List.of(resolution.platform().os(), "docker")) {
            Map<Boolean, List<AgentView>> carriers = result.stream()
                    .collect(Collectors.partitioningBy(agent -> agent.labels().contains(label)));
            if (!carriers.get(true).isEmpty()) {
                result = carriers.get(true);
                carriers.get(false).stream()
                        .limit(NAMED)
                        .forEach(agent -> leaveAside(
                                resolution.platform(),
                                agent,
                                "it lacks the label \"" + label + "\", which others with label \"" + resolution.label()
                                        + "\" have"));
            } else {
                resolution.agents().stream()
                        .filter(agent -> !agent.isUsable() && agent.labels().contains(label))
                        .limit(NAMED)
                        .forEach(agent -> leaveAside(
                                resolution.platform(),
                                agent,
                                "it alone has the label \"" + label + "\", but " + agent.describe()));
            }
        }
        return new Resolution(
                resolution.platform(), resolution.origin(), resolution.label(), result, resolution.open());
    }
}
