package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNames;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.BuilderStore;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builders whose nodes are a server's agents, by their labels. */
public final class LabelledNodes {
    private LabelledNodes() {}

    public static boolean isLabelled(BuilderInstance builder) {
        return builder.driver().equals(Drivers.AGENT);
    }

    /** What such a builder's nodes say about agents. */
    public static List<AgentRules.LabelledNode> of(BuilderInstance builder) {
        return builder.nodes().stream()
                .map(node -> new AgentRules.LabelledNode(node.endpoint(), node.platforms()))
                .toList();
    }

    static BuilderInstance save(BuilderArguments arguments, BuilderStore store)
            throws BuilderException, InvalidArgumentException {
        requireLabelsAlone(arguments);
        String name = arguments.name().isEmpty()
                ? BuilderNames.random(new SecureRandom())
                : BuilderNames.check(arguments.name());
        List<BuilderNode> added = nodes(arguments);
        return store.alone(() -> {
            Optional<BuilderInstance> existing = store.find(name);
            BuilderInstance builder = change(arguments, name, existing, added);
            store.save(builder);
            return builder;
        });
    }

    private static BuilderInstance change(
            BuilderArguments arguments, String name, Optional<BuilderInstance> existing, List<BuilderNode> added)
            throws BuilderException {
        if (existing.isEmpty() && arguments.append()) {
            throw new BuilderException("failed to find instance \"" + name + "\" for append");
        }
        if (existing.isPresent() && !isLabelled(existing.get())) {
            throw new BuilderException("existing instance for \"" + name + "\" but has mismatched driver \""
                    + existing.get().driver() + "\"");
        }
        BuilderInstance asked = numbered(new BuilderInstance(name, Drivers.AGENT, List.of()), added);
        if (existing.isEmpty() || existing.get().equals(asked)) {
            return asked;
        }
        if (!arguments.append()) {
            throw new BuilderException("existing instance for \"" + name + "\" but no append mode, specify append: true"
                    + " to add nodes to it");
        }
        return numbered(existing.get(), added);
    }

    private static BuilderInstance numbered(BuilderInstance base, List<BuilderNode> added) {
        BuilderInstance builder = base;
        for (BuilderNode node : added) {
            String name = node.name().isEmpty() ? builder.nextNodeName() : node.name();
            builder = builder.with(new BuilderNode(name, node.endpoint(), node.platforms(), Map.of()));
        }
        return builder;
    }

    private static List<BuilderNode> nodes(BuilderArguments arguments)
            throws BuilderException, InvalidArgumentException {
        List<BuilderNode> nodes = new ArrayList<>();
        for (NodeArguments node : arguments.nodes()) {
            String name = node.name().isEmpty() ? "" : BuilderNames.check(node.name());
            nodes.add(new BuilderNode(name, node.label(), platforms(node), Map.of()));
        }
        return nodes;
    }

    private static List<Platform> platforms(NodeArguments node) throws InvalidArgumentException {
        try {
            return PlatformList.parse(node.platforms()).platforms();
        } catch (InvalidPlatformException e) {
            throw new InvalidArgumentException("platforms: " + e.getMessage(), e);
        }
    }

    private static void requireLabelsAlone(BuilderArguments arguments) throws InvalidArgumentException {
        for (NodeArguments node : arguments.nodes()) {
            if (node.label().isEmpty() || !node.endpoint().isEmpty()) {
                throw new InvalidArgumentException("nodes: a builder's nodes are either all agents, by their labels, or"
                        + " all addresses, by their endpoints");
            }
            if (!node.driverOptions().isEmpty() || !arguments.driver().isEmpty()) {
                throw new InvalidArgumentException("nodes: driver and driverOpts of an agent are set in its"
                        + " configuration, as its BuildKit node");
            }
        }
    }
}
