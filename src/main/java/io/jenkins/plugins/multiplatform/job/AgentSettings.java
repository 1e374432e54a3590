package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How an agent's BuildKit is reached, and for what it is there.
 *
 * @param declared whether an administrator said that this agent builds, so that it is found without a label being named
 * @param platforms set by hand; empty to go by what its BuildKit reports
 * @param endpoint as seen from the agent; empty for its own Docker Engine
 * @param slots how many runs may build there at once
 */
public record AgentSettings(
        boolean declared,
        List<Platform> platforms,
        String driver,
        String endpoint,
        Map<String, String> driverOptions,
        int slots)
        implements Serializable {
    /** Enough to keep a machine busy while some builds wait for the network; each is as parallel as its Dockerfile. */
    public static final int DEFAULT_SLOTS = 4;

    public AgentSettings {
        platforms = List.copyOf(platforms);
        driverOptions = Map.copyOf(driverOptions);
    }

    /** Of an agent about which nobody said anything: its own Docker Engine. */
    public static AgentSettings standard() {
        return new AgentSettings(false, List.of(), Drivers.DOCKER, "", Map.of(), DEFAULT_SLOTS);
    }
}
