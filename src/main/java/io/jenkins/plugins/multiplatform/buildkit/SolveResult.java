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
    private static final String PROVENANCE = "multi-platform-build.provenance";

    public SolveResult {
        exporterResponse = Map.copyOf(exporterResponse);
    }

    /** The same with what a later solve of the same build answered. */
    public SolveResult with(SolveResult later) {
        Map<String, String> all = new HashMap<>(exporterResponse);
        all.putAll(later.exporterResponse);
        return new SolveResult(later.imageDescriptor().isPresent() ? later.reference : reference, all);
    }

    SolveResult withProvenance(Optional<String> provenance) {
        Map<String, String> all = new HashMap<>(exporterResponse);
        provenance.ifPresent(json -> all.put(PROVENANCE, json));
        return new SolveResult(reference, all);
    }

    /** How it was built, as JSON: where that was asked for, and the daemon keeps it. */
    public Optional<String> provenance() {
        return Optional.ofNullable(exporterResponse.get(PROVENANCE));
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
