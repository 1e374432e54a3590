package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.context.ContextException;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Tells whether a folder is what it was: names, permissions, links and contents of what is built of it count, times
 * don't, as for BuildKit's own cache. A fresh checkout of the same commit is the same.
 */
final class ContextHash {
    private static final int BUFFER = 1 << 16;

    private final Path ignored;
    private final MessageDigest hash = Digest.newSha256();

    /** @param ignored a file that does not count, wherever it is */
    ContextHash(Path ignored) {
        this.ignored = ignored.toAbsolutePath().normalize();
    }

    /** Adds what a filter leaves of a folder. */
    void add(Path folder, ContextFilter filter) throws IOException, InterruptedException {
        Path root = folder.toAbsolutePath().normalize();
        FolderSource source = FolderSource.of(root);
        source.walk(filter, entry -> {
            if (!root.resolve(entry.path()).equals(ignored)) {
                add(source, entry);
            }
        });
        text("end");
    }

    String hex() {
        return Digest.ofSha256(hash.digest()).hex();
    }

    private void add(FolderSource source, FileStat entry) throws IOException {
        text(entry.path());
        text(Integer.toHexString(entry.mode()));
        text(entry.linkname());
        if (entry.isRegular() && entry.linkname().isEmpty()) {
            text(Long.toString(entry.size()));
            content(source, entry.path());
        }
    }

    private void content(FolderSource source, String path) throws IOException {
        try {
            Optional<InputStream> opened = source.open(path);
            if (opened.isEmpty()) {
                return;
            }
            try (InputStream file = opened.get()) {
                byte[] buffer = new byte[BUFFER];
                for (int count = file.read(buffer); count >= 0; count = file.read(buffer)) {
                    hash.update(buffer, 0, count);
                }
            }
        } catch (ContextException e) {
            // What can't be read can't be copied either: a build that needs it ends with that.
            text("unreadable");
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        hash.update(bytes);
    }
}
