package io.jenkins.plugins.multiplatform.buildkit.output;

import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.Closeable;
import java.io.IOException;

/**
 * A folder that receives a result. Entries come with their folders before them, contents in pieces and several at once.
 * Paths were checked by {@link ResultPaths} against all that came before; what is on the disk already was not.
 */
public interface OutputFolder extends Closeable {
    /** Makes a folder, a link, or an empty file. */
    void make(FileStat entry) throws IOException;

    void append(FileStat file, byte[] content) throws IOException;

    /** The file's last piece was appended. */
    void complete(FileStat file) throws IOException;

    /** All entries are there and complete. */
    void finish() throws IOException;

    /** Removes files that are not complete. Complete ones stay, as those that were there before. */
    @Override
    void close() throws IOException;
}
