package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;

/** Where things are in a registry. References and digests have passed their grammars, so nothing needs escaping. */
final class Paths {
    private Paths() {}

    static String manifest(Reference reference) {
        return "/v2/" + reference.path() + "/manifests/" + manifestName(reference);
    }

    /** A digest before a tag: with both, the tag is a remark. */
    static String manifestName(Reference reference) {
        return reference
                .digest()
                .map(Digest::toString)
                .or(reference::tag)
                .orElseThrow(() -> new IllegalArgumentException(reference + " has neither a tag nor a digest"));
    }

    static String blob(Reference repository, Digest digest) {
        return "/v2/" + repository.path() + "/blobs/" + digest;
    }

    static String uploads(Reference repository) {
        return "/v2/" + repository.path() + "/blobs/uploads/";
    }

    static String referrers(Reference repository, Digest subject) {
        return "/v2/" + repository.path() + "/referrers/" + subject;
    }
}
