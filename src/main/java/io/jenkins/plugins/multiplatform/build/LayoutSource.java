package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** An image layout of this machine, of which nothing but blobs can be seen: their names are digests. */
final class LayoutSource implements LocalSource {
    private static final Pattern BLOB = Pattern.compile("blobs/sha\\d{3}/[0-9a-f]{64,128}");

    private final FolderSource folder;

    private LayoutSource(FolderSource folder) {
        this.folder = folder;
    }

    static LayoutSource of(Location root) {
        return new LayoutSource(FolderSource.of(root));
    }

    static LayoutSource of(Path root) throws IOException {
        return new LayoutSource(FolderSource.of(root));
    }

    @Override
    public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
        folder.walk(filter, entry -> {
            if (entry.isRegular() && BLOB.matcher(entry.path()).matches()) {
                consumer.accept(entry);
            }
        });
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        return BLOB.matcher(path).matches() ? folder.open(path) : Optional.empty();
    }
}
