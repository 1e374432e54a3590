package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nodes that can do what a run needs, apart from those that can't.
 *
 * @param usable at least one
 * @param unusable why each of the others is none, with its name
 */
public record UsableNodes(List<NodeStatus> usable, List<String> unusable) {
    /** Those that run. */
    public static UsableNodes of(List<NodeStatus> nodes) throws PlanException {
        return of(nodes, Optional.empty());
    }

    /**
     * @param need what Docker's classic store can't do and they must; empty if it will do
     * @throws PlanException if there is none
     */
    static UsableNodes of(List<NodeStatus> nodes, Optional<ClassicStore> need) throws PlanException {
        List<NodeStatus> usable = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (NodeStatus status : nodes) {
            if (!status.isRunning()) {
                unusable.add("node " + status.node().name() + ": " + status.error());
            } else if (need.isPresent() && !status.pushesByDigest()) {
                unusable.add(need.get().refusal(status));
            } else {
                usable.add(status);
            }
        }
        if (usable.isEmpty()) {
            throw new PlanException("no valid drivers found: " + String.join("; ", unusable));
        }
        return new UsableNodes(usable, unusable);
    }

    /** What the first of them is. */
    Platform first() {
        return usable.get(0).nativePlatforms().get(0);
    }

    List<String> notes() {
        return unusable.stream().map(node -> "not used: " + node).toList();
    }
}
