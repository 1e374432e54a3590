package io.jenkins.plugins.multiplatform.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection as two independent byte streams. One thread may read while another writes. Closing it from any thread
 * ends a blocked read or write with an {@link IOException}, and so does interrupting the thread that is blocked: the
 * connection is closed then, because half an HTTP/2 frame can't be taken back.
 */
public interface DuplexStream extends Closeable {
    InputStream in();

    OutputStream out();

    /** Tells the peer that nothing more will be written; reading goes on. */
    void shutdownOutput() throws IOException;

    /** Never blocks, and may be called again. Closing {@link #in()} or {@link #out()} does the same. */
    @Override
    void close();

    /** Names the other end in error texts, such as {@code unix:///var/run/docker.sock}. */
    String describe();
}
