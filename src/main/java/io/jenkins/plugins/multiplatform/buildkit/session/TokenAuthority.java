package io.jenkins.plugins.multiplatform.buildkit.session;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/**
 * The key by which a daemon knows whose tokens it holds: it shares them between sessions that can sign with the same
 * one. Go's client derives it from a seed on disk, so that a user's next build finds the tokens of the last. Here it
 * lives as long as its session and nobody shares anything: builds of different jobs may meet in one daemon.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/auth/auth.go">what the daemon does with it</a>
 */
final class TokenAuthority {
    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;

    private final KeyPair key;

    TokenAuthority() {
        try {
            key = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM + " since 15", e);
        }
    }

    /** 32 bytes, as <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a> writes it. */
    byte[] publicKey() {
        // X.509 puts its names before the key itself (RFC 8410, 4).
        byte[] encoded = key.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    /** The signature, followed by what was signed. */
    byte[] sign(byte[] payload) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key.getPrivate());
            signature.update(payload);
            byte[] signed = signature.sign();
            byte[] both = Arrays.copyOf(signed, signed.length + payload.length);
            System.arraycopy(payload, 0, both, signed.length, payload.length);
            return both;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of our own could not sign", e);
        }
    }
}
