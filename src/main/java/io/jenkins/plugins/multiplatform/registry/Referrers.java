package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The manifests of one repository that name others as their subject: by asking for them, or, in registries that do not
 * know the question, by an index under a tag made of the subject's digest.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema">
 *     referrers tag schema</a>
 */
final class Referrers {
    private static final int MOST_PAGES = 20;
    private static final int LONGEST_ALGORITHM = 32;
    private static final int LONGEST_HASH = 64;

    private final Reference repository;
    private final EndpointCaller caller;

    /** @param repository without tag and digest */
    Referrers(Reference repository, EndpointCaller caller) {
        this.repository = repository;
        this.caller = caller;
    }

    List<ContentDescriptor> of(Digest subject) throws RegistryException, InterruptedException {
        String target = Paths.referrers(repository, subject);
        List<ContentDescriptor> found = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            ReferrersGetter.Page answer =
                    caller.call(new ReferrersGetter(repository.name(), repository.path(), subject.toString(), target));
            if (!answer.supported()) {
                return page == 0 ? tagged(subject).map(ImageIndex::manifests).orElse(List.of()) : found;
            }
            found.addAll(answer.referrers());
            if (answer.next().isEmpty()) {
                return found;
            }
            target = answer.next().get().toString();
        }
        return found;
    }

    private Reference tag(Digest subject) throws RegistryException {
        String algorithm = subject.algorithm();
        String hash = subject.hex();
        String tag = algorithm.substring(0, Math.min(LONGEST_ALGORITHM, algorithm.length())) + "-"
                + hash.substring(0, Math.min(LONGEST_HASH, hash.length()));
        try {
            return repository.withTag(tag);
        } catch (InvalidReferenceException e) {
            throw new RegistryException("no tag can be made of " + subject, e);
        }
    }

    private Optional<ImageIndex> tagged(Digest subject) throws RegistryException, InterruptedException {
        ManifestGetter getter = new ManifestGetter(tag(subject));
        Optional<RawManifest> manifest = caller.call(getter);
        if (manifest.isEmpty() || !MediaTypes.isIndex(manifest.get().mediaType())) {
            return Optional.empty();
        }
        try {
            return Optional.of(ImageIndex.parse(manifest.get().content()));
        } catch (MalformedImageException e) {
            throw new RegistryException(RegistryException.message(getter.action(), e.getMessage()), e);
        }
    }

    /**
     * Lists a manifest under its subject's tag, for a registry that does not do it itself. Two at once may lose one of
     * them, as the specification admits.
     */
    void addToTag(Digest subject, ContentDescriptor referrer) throws RegistryException, InterruptedException {
        List<ContentDescriptor> all =
                new ArrayList<>(tagged(subject).map(ImageIndex::manifests).orElse(List.of()));
        if (all.stream().anyMatch(known -> known.digest().equals(referrer.digest()))) {
            return;
        }
        all.add(referrer);
        byte[] index = ImageIndex.of(MediaTypes.OCI_INDEX, all, Map.of()).content();
        caller.call(new ManifestPutter(tag(subject), RawManifest.of(MediaTypes.OCI_INDEX, index)));
    }
}
