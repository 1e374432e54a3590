package io.jenkins.plugins.multiplatform.jenkins.step;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** One entry of an index, in an {@link InspectResult}. */
public final class ManifestResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String digest;
    private final String mediaType;
    private final long size;
    private final String platform;
    private final TreeMap<String, String> annotations;
    private final boolean attestation;

    ManifestResult(ContentDescriptor entry) {
        digest = entry.digest().toString();
        mediaType = entry.mediaType();
        size = entry.size();
        platform = entry.declaredPlatform().map(Platform::formatAll).orElse("");
        annotations = new TreeMap<>(entry.annotations());
        attestation = entry.isAttestation();
    }

    @Whitelisted
    public String getDigest() {
        return digest;
    }

    @Whitelisted
    public String getMediaType() {
        return mediaType;
    }

    /** Bytes of the manifest. */
    @Whitelisted
    public long getSize() {
        return size;
    }

    /** As the index says; empty if it does not. */
    @Whitelisted
    public String getPlatform() {
        return platform;
    }

    @Whitelisted
    public Map<String, String> getAnnotations() {
        return new TreeMap<>(annotations);
    }

    /** Whether this is the provenance or SBOM of another entry, and so no platform. */
    @Whitelisted
    public boolean isAttestation() {
        return attestation;
    }

    @Override
    public String toString() {
        return platform + " " + digest;
    }
}
