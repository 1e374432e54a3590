package io.jenkins.plugins.multiplatform.buildkit.session;

import java.io.Closeable;
import java.io.IOException;

/** Takes blobs. */
public non-sealed interface BlobSink extends ContentStore {
    /** @param digest that was checked to be one */
    boolean has(String digest) throws IOException;

    Blob begin() throws IOException;

    /** One that is being written. */
    interface Blob extends Closeable {
        void append(byte[] content) throws IOException;

        /**
         * Everything was appended.
         *
         * @param digest that was checked to be one
         * @throws IOException if it is of something else
         */
        void finish(String digest) throws IOException;

        /** Removes what is not finished. */
        @Override
        void close() throws IOException;
    }
}
