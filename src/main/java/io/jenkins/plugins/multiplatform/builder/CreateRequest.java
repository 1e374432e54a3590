package io.jenkins.plugins.multiplatform.builder;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What {@code create} was asked for; empty strings stand for what was not said.
 *
 * @param name of the builder; a random one if not said
 * @param node name of the node; the builder's name and a number if not said
 * @param platforms as written: lists and comma-separated lists
 * @param append whether to add a node to a builder that exists
 */
public record CreateRequest(
        String name,
        String driver,
        String endpoint,
        String node,
        List<String> platforms,
        Map<String, String> driverOptions,
        boolean append)
        implements Serializable {
    public CreateRequest {
        platforms = List.copyOf(platforms);
        driverOptions = Map.copyOf(driverOptions);
    }
}
