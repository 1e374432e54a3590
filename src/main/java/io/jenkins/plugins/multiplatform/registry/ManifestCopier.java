package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copies a manifest with all that it needs, from the leaves up: blobs, then the manifests of an index, then itself, by
 * digest. What is in the target repository already is not read.
 */
final class ManifestCopier {
    /** Indexes in indexes are allowed, but not for ever. */
    private static final int MOST_LEVELS = 3;

    /** Of one image: more are a registry's joke. */
    private static final int MAX_REFERRERS = 100;

    private final ManifestSource source;
    private final Reference target;
    private final EndpointCaller to;
    private final BlobCopier blobs;

    ManifestCopier(ManifestSource source, Reference target, EndpointCaller to, BlobCopier blobs) {
        this.source = source;
        this.target = target.nameOnly();
        this.to = to;
        this.blobs = blobs;
    }

    void copy(RawManifest manifest) throws RegistryException, InterruptedException {
        copy(manifest, MOST_LEVELS);
    }

    /**
     * Copies what names the manifest as its subject, and what names that: an attestation has signatures too.
     *
     * @param referrers in the source
     * @param artifactTypes of those to copy
     */
    void copyReferrers(Digest subject, Referrers referrers, Set<String> artifactTypes)
            throws RegistryException, InterruptedException {
        Set<Digest> seen = new HashSet<>(Set.of(subject));
        Deque<Digest> subjects = new ArrayDeque<>(seen);
        while (!subjects.isEmpty()) {
            Digest next = subjects.remove();
            for (ContentDescriptor referrer : referrers.of(next)) {
                if (artifactTypes.contains(referrer.artifactType())
                        && seen.size() <= MAX_REFERRERS
                        && seen.add(referrer.digest())) {
                    copyReferrer(next, referrer);
                    subjects.add(referrer.digest());
                }
            }
        }
    }

    private void copyReferrer(Digest subject, ContentDescriptor referrer)
            throws RegistryException, InterruptedException {
        RawManifest manifest = source.get(referrer);
        copyParts(manifest, 1);
        boolean listed = to.call(new ManifestPutter(target.withDigest(manifest.digest()), manifest))
                .listsSubject();
        if (!listed) {
            new Referrers(target, to).addToTag(subject, referrer);
        }
    }

    private void copy(RawManifest manifest, int levels) throws RegistryException, InterruptedException {
        Reference copy = target.withDigest(manifest.digest());
        if (new Lookup(to).hasManifest(copy, TokenScope.pull(copy.path()))) {
            return;
        }
        copyParts(manifest, levels);
        to.call(new ManifestPutter(copy, manifest));
    }

    private void copyParts(RawManifest manifest, int levels) throws RegistryException, InterruptedException {
        if (MediaTypes.isIndex(manifest.mediaType())) {
            copyChildren(children(manifest, levels), levels - 1);
        } else {
            for (ContentDescriptor blob : blobs(manifest)) {
                blobs.copy(blob);
            }
        }
    }

    /** Some registries take nothing that names a subject which they do not have. */
    private void copyChildren(List<ContentDescriptor> children, int levels)
            throws RegistryException, InterruptedException {
        List<ContentDescriptor> withSubject = new ArrayList<>();
        for (ContentDescriptor child : children) {
            RawManifest manifest = source.get(child);
            if (manifest.hasSubject()) {
                withSubject.add(child);
            } else {
                copy(manifest, levels);
            }
        }
        for (ContentDescriptor child : withSubject) {
            copy(source.get(child), levels);
        }
    }

    private List<ContentDescriptor> children(RawManifest index, int levels) throws RegistryException {
        if (levels == 0) {
            throw failure(index, "it holds indexes in indexes more than " + MOST_LEVELS + " levels deep", null);
        }
        try {
            return ImageIndex.parse(index.content()).manifests();
        } catch (MalformedImageException e) {
            throw failure(index, e.getMessage(), e);
        }
    }

    /** Without those that the image's maker wants fetched from elsewhere. */
    private List<ContentDescriptor> blobs(RawManifest manifest) throws RegistryException {
        try {
            ImageManifest parsed = ImageManifest.parse(manifest.content());
            List<ContentDescriptor> all = new ArrayList<>(parsed.layers());
            all.removeIf(layer -> !layer.urls().isEmpty());
            all.add(parsed.config());
            return all;
        } catch (MalformedImageException e) {
            throw failure(manifest, e.getMessage(), e);
        }
    }

    private RegistryException failure(RawManifest manifest, String reason, Exception cause) {
        String action = "copy manifest " + manifest.digest() + " from " + source + " to " + target.name();
        return new RegistryException(RegistryException.message(action, reason), cause);
    }
}
