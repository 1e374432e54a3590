package io.jenkins.plugins.multiplatform.imagetools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** What a reference names, as it stood in the registry when it was looked at. Immutable. */
public final class InspectedImage implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Reference reference;
    private final ContentDescriptor descriptor;
    private final byte[] raw;
    private final List<ContentDescriptor> manifests;

    @CheckForNull
    private final Platform platform;

    /** Null for an image in a registry. */
    @CheckForNull
    private final LayoutReference layout;

    InspectedImage(
            Reference reference,
            ContentDescriptor descriptor,
            byte[] raw,
            List<ContentDescriptor> manifests,
            @CheckForNull Platform platform) {
        this(reference, descriptor, raw, manifests, platform, null);
    }

    private InspectedImage(
            Reference reference,
            ContentDescriptor descriptor,
            byte[] raw,
            List<ContentDescriptor> manifests,
            @CheckForNull Platform platform,
            @CheckForNull LayoutReference layout) {
        this.layout = layout;
        this.reference = reference;
        this.descriptor = descriptor;
        this.raw = raw.clone();
        this.manifests = List.copyOf(manifests);
        this.platform = platform;
    }

    /** In full, with the tag {@code latest} where none was given. */
    public Reference reference() {
        return reference;
    }

    /** {@link #reference()} as text; where an image in a folder is, {@code oci-layout://PATH:TAG}. */
    public String name() {
        return layout == null ? reference.toString() : layout.toString();
    }

    /** The same for an entry of the index. */
    String name(Digest entry) {
        return layout == null
                ? reference.withDigest(entry).toString()
                : new LayoutReference(layout.path(), "", entry.toString()).toString();
    }

    /** Null for an image in a registry. */
    @CheckForNull
    LayoutReference layout() {
        return layout;
    }

    InspectedImage in(LayoutReference folder) {
        return new InspectedImage(reference, descriptor, raw, manifests, platform, folder);
    }

    public String mediaType() {
        return descriptor.mediaType();
    }

    public Digest digest() {
        return descriptor.digest();
    }

    /** Of the manifest or index itself, in bytes. */
    public long size() {
        return descriptor.size();
    }

    public boolean isIndex() {
        return descriptor.isIndex();
    }

    /** The exact bytes in the registry; their sha256 is the digest. */
    public byte[] raw() {
        return raw.clone();
    }

    /** The same as it is put into a registry. */
    public RawManifest manifest() {
        return RawManifest.of(mediaType(), digest(), raw);
    }

    /**
     * The entries of an index in its order, those that are {@link ContentDescriptor#isAttestation() attestations}
     * included; empty for a single manifest.
     */
    public List<ContentDescriptor> manifests() {
        return manifests;
    }

    /** What a single manifest is for, from its configuration; nothing for an index, or for what is no image. */
    public Optional<Platform> platform() {
        return Optional.ofNullable(platform);
    }

    /** For what the image can be run: the platforms of an index's images, or that of the single manifest. */
    public List<Platform> platforms() {
        return isIndex()
                ? manifests.stream()
                        .filter(entry -> !IndexEntries.isAttestation(entry))
                        .flatMap(entry -> entry.declaredPlatform().stream())
                        .toList()
                : platform().stream().toList();
    }

    @Override
    public String toString() {
        return name() + " (" + digest() + ")";
    }
}
