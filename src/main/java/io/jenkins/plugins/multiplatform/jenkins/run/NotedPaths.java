package io.jenkins.plugins.multiplatform.jenkins.run;

import io.jenkins.plugins.multiplatform.job.WorkspacePaths;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The paths of a step, of which those outside of its workspace are told in the log. */
final class NotedPaths implements WorkspacePaths {
    private final BuildPlace place;
    private final Set<String> outside = new LinkedHashSet<>();

    NotedPaths(BuildPlace place) {
        this.place = place;
    }

    @Override
    public String resolve(String path) {
        String resolved = place.resolve(path);
        if (!path.isEmpty() && !place.holds(resolved)) {
            outside.add(resolved);
        }
        return resolved;
    }

    @Override
    public boolean isFolder(String path) throws IOException, InterruptedException {
        return place.isFolder(path);
    }

    /** Once for each path. */
    void note() {
        outside.forEach(path -> place.log()
                .getLogger()
                .println("the step itself names " + path + ", which is outside of its workspace "
                        + place.root().root()));
        outside.clear();
    }
}
