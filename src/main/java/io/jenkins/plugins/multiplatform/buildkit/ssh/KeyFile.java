package io.jenkins.plugins.multiplatform.buildkit.ssh;

import io.jenkins.plugins.multiplatform.context.RegularFile;
import io.jenkins.plugins.multiplatform.context.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads private keys as {@code ssh-keygen} and OpenSSL write them. */
public final class KeyFile {
    private static final int MOST_BYTES = 100 << 10;

    private KeyFile() {}

    /** @throws IOException if it can't be read, or is no unencrypted private key; its text holds nothing of it */
    public static List<KeyPair> read(Path file) throws IOException {
        return read(file, Workspace.NONE);
    }

    /** @param workspace whose links lead nowhere else */
    public static List<KeyPair> read(Path file, Workspace workspace) throws IOException {
        byte[] content;
        try {
            content = workspace.read(file, MOST_BYTES);
        } catch (IOException e) {
            if (RegularFile.isTooLarge(e)) {
                throw failure(file.toString(), "ssh: no key found");
            }
            throw e;
        }
        return parse(file.toString(), content, "", "let an ssh-agent hold it and give that one's socket");
    }

    /**
     * Reads them out of memory.
     *
     * @param name stands for it in texts
     * @param passphrase empty for none
     * @param cure for a key whose passphrase is not known
     * @throws IOException if it is no private key, or is encrypted otherwise; its text holds nothing of it
     */
    public static List<KeyPair> parse(String name, byte[] content, String passphrase, String cure) throws IOException {
        List<KeyPair> keys = new ArrayList<>();
        AtomicBoolean encrypted = new AtomicBoolean();
        FilePasswordProvider asked = (session, resource, retry) -> {
            encrypted.set(passphrase.isEmpty() || retry > 0);
            return encrypted.get() ? null : passphrase;
        };
        String why = "ssh: no key found";
        try {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(name), new ByteArrayInputStream(content), asked);
            if (found != null) {
                found.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Its text may quote from the file: the kind of fault is all that may be told.
            why = "ssh: the private key is damaged or of a kind that is not supported; give one as ssh-keygen writes"
                    + " it, of type ed25519, ecdsa or rsa";
        }
        if (encrypted.get()) {
            why = "ssh: this private key is passphrase protected; " + cure;
        } else if (!keys.isEmpty()) {
            return keys;
        }
        throw failure(name, why);
    }

    private static IOException failure(String file, String why) {
        return new IOException("failed to parse " + file + ": " + why);
    }
}
