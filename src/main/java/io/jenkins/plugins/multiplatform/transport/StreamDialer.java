package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;

/** One way to reach an engine or a BuildKit. Dialers are thread-safe and may be dialled again and again. */
public interface StreamDialer {
    /**
     * Makes a new connection, which the caller closes.
     *
     * @throws TransportException if it can't be made; the text names the address and, where known, the cure
     */
    DuplexStream dial() throws IOException;

    /** The address in error texts, without any secret. */
    String describe();
}
