package io.jenkins.plugins.multiplatform.image;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The checksum by which content is addressed.
 *
 * @param algorithm {@code sha256}, {@code sha384} or {@code sha512}
 * @param hex lower-case, as long as the algorithm's hash
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">digests</a>
 */
public record Digest(String algorithm, String hex) implements Serializable {
    private static final Map<String, Integer> HEX_LENGTHS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);
    private static final Map<String, String> JAVA_NAMES =
            Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");
    private static final Pattern HEX = Pattern.compile("[a-f0-9]+");
    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9]++(?:[.+_-][a-z0-9]++)*+:[a-zA-Z0-9=_-]+");

    /** @throws IllegalArgumentException for what {@link #parse(String)} refuses */
    public Digest {
        String problem = problem(algorithm + ":" + hex);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
    }

    public static Digest parse(String text) throws InvalidReferenceException {
        String problem = problem(text);
        if (!problem.isEmpty()) {
            throw new InvalidReferenceException(text, problem);
        }
        int colon = text.indexOf(':');
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    private static String problem(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon + 1 == text.length()) {
            return "invalid checksum digest format";
        }
        Integer length = HEX_LENGTHS.get(text.substring(0, colon));
        if (length == null) {
            return GRAMMAR.matcher(text).matches() ? "unsupported digest algorithm" : "invalid checksum digest format";
        }
        if (text.length() - colon - 1 != length) {
            return "invalid checksum digest length";
        }
        return HEX.matcher(text.substring(colon + 1)).matches() ? "" : "invalid checksum digest format";
    }

    /** The sha256 digest of the bytes, which is what registries and BuildKit use. */
    public static Digest of(byte[] content) {
        return ofSha256(newSha256().digest(content));
    }

    /** For content that is not in memory. */
    public static MessageDigest newSha256() {
        return messageDigest("sha256");
    }

    /** @param hash 32 bytes from {@link #newSha256()} */
    public static Digest ofSha256(byte[] hash) {
        return new Digest("sha256", HexFormat.of().formatHex(hash));
    }

    /** A fresh computation by this digest's algorithm, to check content against it piece by piece. */
    public MessageDigest newMessageDigest() {
        return messageDigest(algorithm);
    }

    /** @param hash what {@link #newMessageDigest()} came to */
    public boolean isHash(byte[] hash) {
        return HexFormat.of().formatHex(hash).equals(hex);
    }

    public boolean matches(byte[] content) {
        return isHash(newMessageDigest().digest(content));
    }

    private static MessageDigest messageDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(JAVA_NAMES.get(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
