package io.jenkins.plugins.multiplatform.image;

import java.io.Serializable;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * An image in a folder: {@code oci-layout://PATH[:TAG][@DIGEST]}.
 *
 * @param tag empty if only a digest is given
 * @param digest empty if not given
 */
public record LayoutReference(String path, String tag, String digest) implements Serializable {
    public static final String PREFIX = "oci-layout://";

    private static final Pattern TAG = Pattern.compile("[\\w][\\w.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("[A-Za-z][A-Za-z0-9+._-]*:[0-9A-Fa-f]{32,}");

    /** @throws InvalidReferenceException if it has a digest that is none */
    public static LayoutReference parse(String written) throws InvalidReferenceException {
        String path = written.substring(PREFIX.length());
        String tag = "";
        String digest = "";
        int at = path.lastIndexOf('@');
        if (at >= 0 && DIGEST.matcher(path.substring(at + 1)).matches()) {
            digest = Digest.parse(path.substring(at + 1)).toString();
            path = path.substring(0, at);
        }
        int colon = path.lastIndexOf(':');
        if (colon >= 0 && TAG.matcher(path.substring(colon + 1)).matches()) {
            tag = path.substring(colon + 1);
            path = path.substring(0, colon);
        }
        return new LayoutReference(path, tag.isEmpty() && digest.isEmpty() ? "latest" : tag, digest);
    }

    /** The same in another place. */
    public LayoutReference at(UnaryOperator<String> places) {
        return new LayoutReference(places.apply(path), tag, digest);
    }

    @Override
    public String toString() {
        return PREFIX + path + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
