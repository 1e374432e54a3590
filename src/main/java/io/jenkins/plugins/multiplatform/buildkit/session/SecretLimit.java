package io.jenkins.plugins.multiplatform.buildkit.session;

import java.io.IOException;
import java.io.InputStream;

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

    /**
     * Reads a secret's content, of which no more than one byte too many is kept.
     *
     * @throws SecretException if it is too large
     */
    public static byte[] read(InputStream in, String id) throws IOException, SecretException {
        byte[] content = in.readNBytes(BYTES + 1);
        if (content.length > BYTES) {
            throw new SecretException(exceededBy(id));
        }
        return content;
    }

    /** What Go's client says of a secret that is larger. */
    public static String exceededBy(String id) {
        return "secret " + id + " too big. max size 500KiB";
    }
}
