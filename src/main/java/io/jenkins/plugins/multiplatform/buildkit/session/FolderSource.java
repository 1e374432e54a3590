package io.jenkins.plugins.multiplatform.buildkit.session;

import io.jenkins.plugins.multiplatform.context.ContextCheck;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.ContextWalk;
import io.jenkins.plugins.multiplatform.context.FileSource;
import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.context.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of this machine. */
public final class FolderSource implements LocalSource {
    private final Location root;
    private final FileSource files;

    private FolderSource(Location root) {
        this.root = root;
        this.files = FileSource.open(root);
    }

    public static FolderSource of(Location root) {
        return new FolderSource(root);
    }

    /**
     * @param root of the user, to which any link may lead
     * @throws io.jenkins.plugins.multiplatform.context.ContextException if there is no such folder
     */
    public static FolderSource of(Path root) throws IOException {
        return new FolderSource(ContextCheck.folder(root));
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
