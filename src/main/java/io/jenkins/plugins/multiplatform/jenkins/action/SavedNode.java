package io.jenkins.plugins.multiplatform.jenkins.action;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@link BuilderNode} as a run's file holds it: Jenkins' XStream can't read records. */
final class SavedNode {
    private final String name;
    private final String endpoint;
    private final List<String> platforms;
    private final Map<String, String> driverOptions;

    SavedNode(BuilderNode node) {
        name = node.name();
        endpoint = node.endpoint();
        platforms = new ArrayList<>(
                node.platforms().stream().map(Platform::formatAll).toList());
        driverOptions = new TreeMap<>(node.driverOptions());
    }

    BuilderNode toNode() throws InvalidPlatformException {
        List<Platform> parsed = new ArrayList<>();
        for (String platform : platforms) {
            parsed.add(Platform.parse(platform).normalize());
        }
        return new BuilderNode(name, endpoint, parsed, driverOptions);
    }
}
