package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.registry.RegistryErrorException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Old registries take Docker's manifests and lists alone. The provenance that is made unasked turns each image into an
 * OCI index there, so that what was pushed for years is refused in words that do not say why.
 */
final class IndexRefusal {
    private static final String MANIFEST_INVALID = "MANIFEST_INVALID";

    /** Of the daemon's push: the registry's own code or message, or the bare status. */
    private static final Pattern SIGN = Pattern.compile(
            "manifest[ _]invalid|\\b(?:PUT|POST) request to \\S{1,2000}/manifests/\\S{1,200}: (?:400|415)\\b",
            Pattern.CASE_INSENSITIVE);

    /** With these codes or their messages the registry found something else wrong. */
    private static final Pattern OTHER =
            Pattern.compile("(?:NAME|TAG|DIGEST|SIZE)_INVALID|(?:MANIFEST|NAME)(?:_BLOB)?_UNKNOWN|blob unknown|DENIED");

    private static final String CURE = "\n(if the registry takes no OCI index: the provenance that is made by default"
            + " makes one of each image. Turn it off with provenance: false in the step, --provenance=false on the"
            + " command line)";

    private IndexRefusal() {}

    /** What to add to the failure; empty where its cause is another, or the user asked for what makes an index. */
    static String cure(Attestations attestations, Exception failure) {
        if (!attestations.isDefault()) {
            return "";
        }
        Throwable answer = failure instanceof ImageToolsException ? failure.getCause() : failure;
        boolean refused = answer instanceof RegistryErrorException registry && isRefused(registry)
                || failure instanceof BuildkitException daemon && isRefused(daemon.getMessage());
        return refused ? CURE : "";
    }

    private static boolean isRefused(RegistryErrorException failure) {
        List<String> codes =
                failure.codes().stream().filter(code -> !code.isEmpty()).toList();
        boolean bare = codes.isEmpty() && (failure.status() == 400 || failure.status() == 415);
        return failure.getMessage().startsWith("Tried to put manifest ") && (bare || codes.contains(MANIFEST_INVALID));
    }

    private static boolean isRefused(String message) {
        return message != null
                && message.contains("failed to push ")
                && SIGN.matcher(message).find()
                && !OTHER.matcher(message).find();
    }
}
