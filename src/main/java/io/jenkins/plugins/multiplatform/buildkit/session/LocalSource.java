package io.jenkins.plugins.multiplatform.buildkit.session;

import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A folder that a build reads from, wherever it is: what a daemon may see of it is decided by who implements this. */
public interface LocalSource {
    /**
     * Describes what a daemon asks for, in the order that fsutil prescribes.
     *
     * @throws InterruptedException if the build ended meanwhile
     */
    void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException;

    /** The content of a regular file that a walk described; empty if it is gone. */
    Optional<InputStream> open(String path) throws IOException;

    /**
     * Says that this file, which a walk described, will be opened soon: a source that is far away begins to fetch it.
     * Does not wait. Who asks opens what it gets, or closes it.
     */
    default ExpectedFile expect(FileStat file) {
        return () -> open(file.path());
    }

    /** A file that is about to be read, once. */
    @FunctionalInterface
    interface ExpectedFile extends Closeable {
        /** As {@link LocalSource#open}. */
        Optional<InputStream> open() throws IOException;

        /** If it was not opened, it won't be. */
        @Override
        default void close() {
            // Nothing was begun.
        }
    }

    /** Takes one entry of a walk; may wait for the network. */
    @FunctionalInterface
    interface EntryConsumer {
        void accept(FileStat entry) throws IOException, InterruptedException;
    }
}
