package io.jenkins.plugins.multiplatform.builder;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A builder as a file holds it. */
final class BuilderJson {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private BuilderJson() {}

    static String write(BuilderInstance builder) {
        return GSON.toJson(new Stored(
                builder.name(),
                builder.driver(),
                builder.nodes().stream()
                        .map(node -> new StoredNode(
                                node.name(),
                                node.endpoint(),
                                node.platforms().stream()
                                        .map(Platform::formatAll)
                                        .toList(),
                                new TreeMap<>(node.driverOptions())))
                        .toList()));
    }

    static BuilderInstance read(String json) throws BuilderException {
        try {
            Stored stored = GSON.fromJson(json, Stored.class);
            if (stored == null || !stored.isComplete()) {
                throw new BuilderException("not a builder: a field is missing");
            }
            List<BuilderNode> nodes = new ArrayList<>();
            for (StoredNode node : stored.nodes()) {
                List<Platform> platforms = new ArrayList<>();
                for (String platform : node.platforms()) {
                    platforms.add(Platform.parse(platform).normalize());
                }
                nodes.add(new BuilderNode(node.name(), node.endpoint(), platforms, node.driverOptions()));
            }
            return new BuilderInstance(stored.name(), stored.driver(), nodes);
        } catch (JsonParseException | InvalidPlatformException e) {
            throw new BuilderException("not a builder: " + e.getMessage(), e);
        }
    }

    private record Stored(String name, String driver, List<StoredNode> nodes) {
        boolean isComplete() {
            return name != null
                    && driver != null
                    && nodes != null
                    && nodes.stream().allMatch(node -> node != null && node.isComplete());
        }
    }

    private record StoredNode(String name, String endpoint, List<String> platforms, Map<String, String> driverOptions) {
        boolean isComplete() {
            return name != null && endpoint != null && platforms != null && driverOptions != null;
        }
    }
}
