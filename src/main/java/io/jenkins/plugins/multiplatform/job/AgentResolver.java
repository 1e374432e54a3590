package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Finds the agents that may build a platform: by the step's map, the builder's nodes, the global map, the agents that an
 * administrator declared as nodes, and at last the usual labels of architectures. The first that names anybody decides.
 */
final class AgentResolver {
    private final AgentRules rules;
    private final List<AgentView> agents;
    private final BiPredicate<String, AgentView> matches;
    private final Predicate<AgentView> exclusive;
    private final Predicate<String> provisionable;

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
        if (global.isPresent()) {
            return byLabel(platform, "global label map", global.get());
        }
        return byDeclaration(platform).orElseGet(() -> byArchitecture(platform));
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

    private Optional<Resolution> byDeclaration(Platform platform) {
        // What another run was given by a cloud is no node of anybody else: the cloud is asked for another one.
        List<AgentView> nodes = agents.stream()
                .filter(agent -> agent.presence() != AgentPresence.RESERVED)
                .toList();
        List<AgentView> byHand = nodes.stream()
                .filter(agent -> agent.settings().platforms().contains(platform))
                .toList();
        if (!byHand.isEmpty()) {
            return Optional.of(new Resolution(platform, "BuildKit node of that platform", "", byHand, false));
        }
        List<AgentView> declared = nodes.stream()
                .filter(agent -> agent.settings().declared()
                        && agent.settings().platforms().isEmpty()
                        && fits(agent, platform))
                .toList();
        return declared.isEmpty()
                ? Optional.empty()
                : Optional.of(new Resolution(platform, "BuildKit node", "", declared, true));
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

    private Resolution byArchitecture(Platform platform) {
        String origin = Resolution.USUAL_LABEL;
        for (String name : ArchitectureLabels.of(platform)) {
            List<AgentView> named = agents.stream()
                    .filter(agent -> agent.labels().contains(name) && !exclusive.test(agent))
                    .toList();
            if (!named.isEmpty()) {
                return new Resolution(platform, origin, name, preferring(platform.os(), "docker", named), false);
            }
        }
        return ArchitectureLabels.of(platform).stream()
                .filter(provisionable)
                .findFirst()
                .map(name -> new Resolution(platform, origin, name, List.of(), false))
                .orElseGet(() -> new Resolution(platform, "no rule", "", List.of(), false));
    }

    /** Where some agents say that they are of the system, or have Docker, the others are left alone. */
    private static List<AgentView> preferring(String system, String engine, List<AgentView> named) {
        List<AgentView> result = named;
        for (String label : List.of(system, engine)) {
            List<AgentView> carriers = result.stream()
                    .filter(agent -> agent.labels().contains(label))
                    .toList();
            result = carriers.isEmpty() ? result : carriers;
        }
        return result;
    }
}
