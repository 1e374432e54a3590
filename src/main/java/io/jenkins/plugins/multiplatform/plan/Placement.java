package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;

/** Finds a node for each platform: among a builder's nodes, or among a server's agents. */
@FunctionalInterface
public interface Placement {
    /**
     * Places what can be placed.
     *
     * @param wanted in the order asked; empty for the first node's own platform
     * @param imageStore whether the nodes must be able to do what Docker's classic store can't, such as to push by digest
     * @throws PlanException if no node can be used at all
     */
    Placed place(List<Platform> wanted, boolean imageStore, Emulation emulation)
            throws PlanException, InterruptedException;
}
