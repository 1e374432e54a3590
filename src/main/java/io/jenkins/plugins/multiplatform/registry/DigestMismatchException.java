package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.Digest;

/** What came or was stored is not what its digest says: damaged on the way, or forged. */
public final class DigestMismatchException extends RegistryException {
    private static final long serialVersionUID = 1L;

    DigestMismatchException(String action, Digest expected, Digest actual) {
        super(message(
                action,
                "the content's digest should be " + expected + " and is " + actual
                        + ": it was damaged or changed on the way"));
    }
}
