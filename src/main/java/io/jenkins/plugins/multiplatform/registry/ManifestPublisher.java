package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a manifest under a tag or its digest, and takes for success what came to the same: a registry with immutable tags
 * refuses a second PUT of what the tag names already, also if the first one's answer was lost on the way.
 */
final class ManifestPublisher {
    /** Something that the manifest names is not there, or not seen yet. */
    private static final Set<String> PART_UNKNOWN = Set.of("MANIFEST_BLOB_UNKNOWN", "MANIFEST_UNKNOWN", "BLOB_UNKNOWN");

    private static final Set<Integer> TAG_EXISTS = Set.of(409, 412);

    private final EndpointCaller caller;
    private final EndpointCaller impatient;
    private final Ticker ticker;

    /** @param impatient for questions whose answer can be done without */
    ManifestPublisher(EndpointCaller caller, EndpointCaller impatient, Ticker ticker) {
        this.caller = caller;
        this.impatient = impatient;
        this.ticker = ticker;
    }

    void put(Reference target, RawManifest manifest) throws RegistryException, InterruptedException {
        if (isThere(target, manifest)) {
            return;
        }
        Settling settling = new Settling(ticker);
        while (true) {
            try {
                caller.call(new ManifestPutter(target, manifest));
                return;
            } catch (RegistryException e) {
                if (hasArrived(target, manifest, e)) {
                    return;
                }
                if (!isPartUnknown(e) || !settling.again()) {
                    throw e;
                }
            }
        }
    }

    private boolean isThere(Reference target, RawManifest manifest) throws InterruptedException {
        try {
            return found(target).filter(manifest.digest()::equals).isPresent();
        } catch (RegistryException e) {
            // The PUT has more patience, and the better text.
            return false;
        }
    }

    private boolean hasArrived(Reference target, RawManifest manifest, RegistryException failure)
            throws InterruptedException {
        Settling settling = new Settling(ticker);
        try {
            Optional<Digest> found = found(target);
            while (found.isEmpty() && mayHaveArrived(failure) && settling.again()) {
                found = found(target);
            }
            return found.filter(manifest.digest()::equals).isPresent();
        } catch (RegistryException e) {
            return false;
        }
    }

    private Optional<Digest> found(Reference target) throws RegistryException, InterruptedException {
        return new Lookup(impatient)
                .manifest(target, TokenScope.pullAndPush(target.path()))
                .map(descriptor -> descriptor.digest());
    }

    /** Whether the manifest may be there although nothing shows it yet. */
    private static boolean mayHaveArrived(RegistryException failure) {
        return failure instanceof RegistryErrorException error
                ? error.status() >= 500
                        || TAG_EXISTS.contains(error.status())
                        || error.codes().stream().anyMatch(code -> code.contains("TAG"))
                : Causes.has(failure, IOException.class);
    }

    private static boolean isPartUnknown(RegistryException failure) {
        List<String> codes = failure instanceof RegistryErrorException error ? error.codes() : List.of();
        return codes.stream().anyMatch(PART_UNKNOWN::contains);
    }
}
