package io.jenkins.plugins.multiplatform.buildkit.output;

import java.io.Closeable;
import java.io.IOException;

/** A file that is there when it is complete, and else as it was. */
public interface OutputFile extends Closeable {
    void append(byte[] content) throws IOException;

    /** Everything was appended. */
    void finish() throws IOException;

    /** Removes what is not finished. */
    @Override
    void close() throws IOException;
}
