package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes that can do what a run needs, apart from those that can't.
 *
 * @param usable at least one
 * @param unusable why each of the others is none, with its name
 */
public record UsableNodes(List<NodeStatus> usable, List<String> unusable) {
    /**
     * @param push whether they must be able to push by digest
     * @throws PlanException if there is none
     */
    public static UsableNodes of(List<NodeStatus> nodes, boolean push) throws PlanException {
        List<NodeStatus> usable = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (NodeStatus status : nodes) {
            if (!status.isRunning()) {
                unusable.add("node " + status.node().name() + ": " + status.error());
            } else if (push && !status.pushesByDigest()) {
                unusable.add(classicStore(status));
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

    private static String classicStore(NodeStatus status) {
        return "Multi-platform build is not supported for the docker driver.\n"
                + "Switch to a different driver, or turn on the containerd image store, and try again.\n"
                + "Learn more at https://docs.docker.com/go/build-multi-platform/\n"
                + "(node " + status.node().name() + " at " + status.node().endpoint()
                + " keeps images in Docker's classic store, which can't push by digest)";
    }
}
