package io.jenkins.plugins.multiplatform.job;

import java.util.List;

/**
 * A builder's node as a job's author wrote it.
 *
 * @param name empty for the builder's name and a number
 * @param endpoint empty for the machine's own engine
 * @param label of the agents that are meant, in place of an endpoint; empty for none
 * @param platforms set by hand; empty to go by what the node reports
 * @param driverOptions as {@link KeyValues#of} gives them
 */
public record NodeArguments(
        String name, String endpoint, String label, List<String> platforms, List<String> driverOptions) {
    public NodeArguments {
        platforms = List.copyOf(platforms);
        driverOptions = List.copyOf(driverOptions);
    }

    /** Whether nothing was said. */
    public boolean isEmpty() {
        return name.isEmpty()
                && endpoint.isEmpty()
                && label.isEmpty()
                && platforms.isEmpty()
                && driverOptions.isEmpty();
    }
}
