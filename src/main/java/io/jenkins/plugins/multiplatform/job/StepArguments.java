package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.options.StepOptions;
import java.util.List;

/**
 * How RUN steps run, as a job's author wrote it.
 *
 * @param network {@code host}, {@code none} or empty
 * @param addHosts as {@link KeyValues#of} gives them, or {@code name:address}
 * @param shmSize such as {@code 128m}; empty for the daemon's default
 * @param ulimits as {@link KeyValues#of} gives them
 * @param cgroupParent empty for the daemon's default
 * @param allow entitlements
 */
public record StepArguments(
        String network,
        List<String> addHosts,
        String shmSize,
        List<String> ulimits,
        String cgroupParent,
        List<String> allow) {
    public StepArguments {
        addHosts = List.copyOf(addHosts);
        ulimits = List.copyOf(ulimits);
        allow = List.copyOf(allow);
    }

    /** Nothing said. */
    public static StepArguments none() {
        return new StepArguments("", List.of(), "", List.of(), "", List.of());
    }

    StepOptions toOptions() throws InvalidOptionException {
        return StepOptions.parse(network, addHosts, shmSize, ulimits, cgroupParent, allow);
    }
}
