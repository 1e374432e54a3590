package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Brings one blob from one repository to another: not at all if it is there, by a mount within a registry, else as a
 * stream. A broken stream is begun anew after looking whether the blob arrived after all.
 */
final class BlobCopier {
    private static final int ATTEMPTS = 4;
    private static final int TOO_LARGE = 413;
    private static final Set<Integer> UPLOAD_LOST = Set.of(404, 416);
    private static final Set<Integer> MOUNT_REFUSED = Set.of(400, 404, 405);

    private final BlobSource source;
    private final Reference target;
    private final EndpointCaller to;
    private final BlobPusher pusher;
    private final Backoff backoff;
    private final CopyLimit limit;

    /** Set when a whole blob was too large for what stands before the registry. */
    private boolean inChunks;

    BlobCopier(
            BlobSource source,
            Reference target,
            EndpointCaller to,
            BlobPusher pusher,
            Backoff backoff,
            CopyLimit limit) {
        this.limit = limit;
        this.source = source;
        this.target = target;
        this.to = to;
        this.pusher = pusher;
        this.backoff = backoff;
    }

    void copy(ContentDescriptor blob) throws RegistryException, InterruptedException {
        Instant deadline = backoff.deadline();
        for (int attempt = 1; ; attempt++) {
            RegistryException failure;
            try {
                copyOnce(blob);
                return;
            } catch (IOException | AuthException e) {
                failure = to.failure(action(blob), e);
            } catch (RegistryException e) {
                failure = e;
            }
            boolean tooLarge = failure instanceof RegistryErrorException error && error.status() == TOO_LARGE;
            if (tooLarge && !inChunks) {
                inChunks = true;
                continue;
            }
            Duration pause = pauseAfter(failure, attempt);
            if (attempt >= ATTEMPTS || !isPassing(failure) || !backoff.isWithin(deadline, pause)) {
                throw failure;
            }
            backoff.pause(pause);
        }
    }

    private Duration pauseAfter(RegistryException failure, int attempt) {
        return failure instanceof RegistryErrorException error
                ? backoff.after(attempt, error.retryAfter())
                : backoff.after(attempt);
    }

    /** Whether another upload may do: the connection broke, or the registry lost this one. */
    private static boolean isPassing(RegistryException failure) {
        return failure instanceof RegistryErrorException error
                ? Retrier.PASSING.contains(error.status()) || UPLOAD_LOST.contains(error.status())
                : Causes.has(failure, IOException.class) && !Retrier.isLasting(failure);
    }

    private String action(ContentDescriptor blob) {
        return "copy blob " + blob.digest() + " from " + source + " to " + target.name();
    }

    private void copyOnce(ContentDescriptor blob)
            throws RegistryException, IOException, AuthException, InterruptedException {
        TokenScope scope = TokenScope.pullAndPush(target.path());
        if (new Lookup(to).hasBlob(target, blob.digest(), scope)) {
            return;
        }
        Optional<Reference> mountFrom =
                source.repository().filter(other -> other.registryHost().equals(target.registryHost()));
        Optional<URI> upload = start(blob, mountFrom);
        if (upload.isEmpty()) {
            return;
        }
        limit.take(blob.size(), action(blob));
        if (inChunks) {
            try (BlobStream content = open(blob)) {
                pusher.pushInChunks(blob, upload.get(), content);
            }
        } else {
            pusher.push(blob, upload.get(), () -> open(blob));
        }
    }

    /** A registry that refuses to mount, or a token for two repositories, may still take the blob itself. */
    private Optional<URI> start(ContentDescriptor blob, Optional<Reference> mountFrom)
            throws RegistryException, InterruptedException {
        try {
            return to.call(new UploadStarter(target, blob.digest(), mountFrom));
        } catch (RegistryException e) {
            if (mountFrom.isEmpty() || !isRefusal(e)) {
                throw e;
            }
            return to.call(new UploadStarter(target, blob.digest(), Optional.empty()));
        }
    }

    private static boolean isRefusal(RegistryException failure) {
        return failure instanceof RegistryUnauthorizedException
                || (failure instanceof RegistryErrorException error && MOUNT_REFUSED.contains(error.status()));
    }

    private BlobStream open(ContentDescriptor blob) throws RegistryException, IOException, InterruptedException {
        return new BlobStream(limit.watch(source.open(blob)), blob);
    }
}
