package io.jenkins.plugins.multiplatform.buildkit;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the exporters answered.
 *
 * @param reference the daemon's name for the build, under which its history has it
 * @see <a href="https://github.com/moby/buildkit/blob/master/exporter/containerimage/exptypes/keys.go">its keys</a>
 */
public record SolveResult(String reference, Map<String, String> exporterResponse) implements Serializable {
    public SolveResult {
        exporterResponse = Map.copyOf(exporterResponse);
    }

    /** The same with what a later solve of the same build answered. */
    public SolveResult with(SolveResult later) {
        Map<String, String> all = new HashMap<>(exporterResponse);
        all.putAll(later.exporterResponse);
        return new SolveResult(later.imageDescriptor().isPresent() ? later.reference : reference, all);
    }

    public Optional<String> imageDigest() {
        return Optional.ofNullable(exporterResponse.get("containerimage.digest"));
    }

    /** Descriptor of the cache that was written, as JSON. */
    public Optional<String> cacheManifest() {
        return Optional.ofNullable(exporterResponse.get("cache.manifest"));
    }

    /** Base64 of the image's descriptor as JSON. */
    public Optional<String> imageDescriptor() {
        return Optional.ofNullable(exporterResponse.get("containerimage.descriptor"));
    }
}
