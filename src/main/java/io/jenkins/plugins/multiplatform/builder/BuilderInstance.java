package io.jenkins.plugins.multiplatform.builder;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A named group of nodes that are reached by the same driver.
 *
 * @param nodes in the order in which they were added
 */
public record BuilderInstance(String name, String driver, List<BuilderNode> nodes) implements Serializable {
    public BuilderInstance {
        nodes = List.copyOf(nodes);
    }

    Optional<BuilderNode> node(String nodeName) {
        return nodes.stream().filter(node -> node.name().equals(nodeName)).findFirst();
    }

    /** The name that the next node gets: the builder's, and the first number from 0 that is free. */
    public String nextNodeName() {
        int number = 0;
        while (node(name + number).isPresent()) {
            number++;
        }
        return name + number;
    }

    /**
     * Adds a node, or puts it in the place of the one with its name. A platform that it is given by hand is taken from
     * the other nodes' hand-set lists, so that one node answers for it.
     */
    public BuilderInstance with(BuilderNode added) {
        List<BuilderNode> result = new ArrayList<>();
        boolean replaced = false;
        for (BuilderNode node : nodes) {
            if (node.name().equals(added.name())) {
                result.add(added);
                replaced = true;
            } else {
                result.add(node.withPlatforms(without(node.platforms(), added.platforms())));
            }
        }
        if (!replaced) {
            result.add(added);
        }
        return new BuilderInstance(name, driver, result);
    }

    private static List<Platform> without(List<Platform> platforms, List<Platform> taken) {
        return platforms.stream().filter(platform -> !taken.contains(platform)).toList();
    }
}
