package io.jenkins.plugins.multiplatform.jenkins.step;

import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code imagetoolsInspect} returns. */
public final class InspectResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String mediaType;
    private final String digest;
    private final long size;
    private final ArrayList<ManifestResult> manifests;

    InspectResult(InspectedImage image) {
        name = image.name();
        mediaType = image.mediaType();
        digest = image.digest().toString();
        size = image.size();
        manifests = new ArrayList<>(
                image.manifests().stream().map(ManifestResult::new).toList());
    }

    /** In full, with registry and tag. */
    @Whitelisted
    public String getName() {
        return name;
    }

    @Whitelisted
    public String getMediaType() {
        return mediaType;
    }

    @Whitelisted
    public String getDigest() {
        return digest;
    }

    /** Bytes of the index or manifest itself. */
    @Whitelisted
    public long getSize() {
        return size;
    }

    /** In the index's order, attestations included; empty for a single manifest. */
    @Whitelisted
    public List<ManifestResult> getManifests() {
        return new ArrayList<>(manifests);
    }

    @Override
    public String toString() {
        return name + "@" + digest;
    }
}
