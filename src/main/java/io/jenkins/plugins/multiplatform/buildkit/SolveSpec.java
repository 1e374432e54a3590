package io.jenkins.plugins.multiplatform.buildkit;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One build as the daemon sees it: attributes of the Dockerfile frontend, and what to export.
 *
 * @param frontendAttributes sorted, so that equal requests have equal bytes
 * @param exporters none leaves the result in the daemon's cache
 * @param sourcePolicy BuildKit's source policy as JSON; empty for none
 * @see <a href="https://github.com/moby/buildkit/blob/master/frontend/dockerui/config.go">frontend attributes</a>
 */
public record SolveSpec(Map<String, String> frontendAttributes, List<ExporterSpec> exporters, String sourcePolicy)
        implements Serializable {
    public SolveSpec {
        frontendAttributes = new TreeMap<>(frontendAttributes);
        exporters = List.copyOf(exporters);
    }
}
