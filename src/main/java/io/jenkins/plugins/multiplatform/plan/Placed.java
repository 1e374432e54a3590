package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where platforms go.
 *
 * @param platforms in the order asked, without those that nobody can build
 * @param unplaced the others, with the reason and what to do
 * @param notes what the user should know of the nodes
 */
public record Placed(List<PlannedPlatform> platforms, Map<Platform, String> unplaced, List<String> notes) {
    public Placed {
        platforms = List.copyOf(platforms);
        unplaced = new LinkedHashMap<>(unplaced);
        notes = List.copyOf(notes);
    }
}
