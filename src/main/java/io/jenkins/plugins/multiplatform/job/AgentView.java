package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import java.util.Set;

/**
 * An agent as placement sees it just now.
 *
 * @param name as the server knows it; empty for the server's own node
 * @param labels all that it carries
 * @param permitted whether the run may build there
 * @param busySlots how many runs build there now
 * @param architecture as the server last saw it, such as {@code Linux (aarch64)}; empty if it does not know
 * @param connectedAt when its connection began, in milliseconds since the epoch: another value is another connection
 */
public record AgentView(
        String name,
        Set<String> labels,
        AgentPresence presence,
        boolean permitted,
        AgentSettings settings,
        int busySlots,
        String architecture,
        long connectedAt) {
    /** How logs name the server's own node. */
    private static final String BUILT_IN = "built-in";

    public AgentView {
        labels = Set.copyOf(labels);
    }

    public String displayName() {
        return name.isEmpty() ? BUILT_IN : name;
    }

    public boolean isUsable() {
        return presence == AgentPresence.ONLINE && permitted;
    }

    /** Whether it may become usable while a run waits. What a cloud made for another run's task never does. */
    public boolean isAwaitable() {
        return presence != AgentPresence.RESERVED && permitted;
    }

    AgentView lost() {
        return new AgentView(
                name, labels, AgentPresence.LOST, permitted, settings, busySlots, architecture, connectedAt);
    }

    /** Its name, and why the run can't use it if it can't. */
    public String describe() {
        return displayName()
                + (permitted ? presence.text() : " is not for this job, which lacks the permission Agent/Build there");
    }

    public int freeSlots() {
        return settings.slots() - busySlots;
    }

    /** As a builder's node, under the agent's name. */
    public BuilderNode node() {
        return new BuilderNode(displayName(), settings.endpoint(), settings.platforms(), settings.driverOptions());
    }
}
