package io.jenkins.plugins.multiplatform.buildkit.session;

import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.ContextWalk;
import io.jenkins.plugins.multiplatform.context.FileSource;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of this machine. */
public final class FolderSource implements LocalSource {
    private final Path root;
    private final FileSource files;

    private FolderSource(Path root, FileSource files) {
        this.root = root;
        this.files = files;
    }

    /** @throws io.jenkins.plugins.multiplatform.context.ContextException if there is no such folder */
    public static FolderSource of(Path root) throws IOException {
        return new FolderSource(root, FileSource.open(root));
    }

    @Override
    public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
        ContextWalk walk = ContextWalk.open(root, filter);
        for (Optional<FileStat> entry = walk.next(); entry.isPresent(); entry = walk.next()) {
            consumer.accept(entry.get());
        }
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        return files.read(path).map(Channels::newInputStream);
    }
}
