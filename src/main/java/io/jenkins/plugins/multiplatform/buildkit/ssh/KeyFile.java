package io.jenkins.plugins.multiplatform.buildkit.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads private keys as {@code ssh-keygen} and OpenSSL write them. */
public final class KeyFile {
    private static final int MOST_BYTES = 100 << 10;

    private KeyFile() {}

    /** @throws IOException if it can't be read, or is no unencrypted private key; its text holds nothing of it */
    public static List<KeyPair> read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw failure(file, "ssh: no key found");
        }
        byte[] content = Files.readAllBytes(file);
        List<KeyPair> keys = new ArrayList<>();
        AtomicBoolean encrypted = new AtomicBoolean();
        FilePasswordProvider asked = (session, resource, retry) -> {
            encrypted.set(true);
            return null;
        };
        String why = "ssh: no key found";
        try {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, new PathResource(file), new ByteArrayInputStream(content), asked);
            if (found != null) {
                found.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Its text may quote from the file: the kind of fault is all that may be told.
            why = "ssh: no key that can be read (" + e.getClass().getSimpleName() + ")";
        }
        if (encrypted.get()) {
            why = "ssh: this private key is passphrase protected; let an ssh-agent hold it and give that one's socket";
        } else if (!keys.isEmpty()) {
            return keys;
        }
        throw failure(file, why);
    }

    private static IOException failure(Path file, String why) {
        return new IOException("failed to parse " + file + ": " + why);
    }
}
