package io.jenkins.plugins.multiplatform.buildkit;

import java.io.Serializable;
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
