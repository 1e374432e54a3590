package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;

/** A node's platforms as buildx shows them: those set by hand first, with an asterisk. */
final class NodePlatforms {
    private NodePlatforms() {}

    static List<String> marked(NodeStatus node) {
        List<String> shown = new ArrayList<>();
        for (Platform platform : node.node().platforms()) {
            shown.add(platform.formatAll() + "*");
        }
        for (Platform platform : node.platforms()) {
            if (!node.node().platforms().contains(platform)) {
                shown.add(platform.formatAll());
            }
        }
        return shown;
    }
}
