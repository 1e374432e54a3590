package io.jenkins.plugins.multiplatform.buildkit.session;

/**
 * How large a secret may be.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/secrets/secretsprovider/secretsprovider.go">Go's
 *     client</a>
 */
public final class SecretLimit {
    /** 500 KiB. */
    public static final int BYTES = 500 << 10;

    private SecretLimit() {}

    /** What Go's client says of a secret that is larger. */
    public static String exceededBy(String id) {
        return "secret " + id + " too big. max size 500KiB";
    }
}
