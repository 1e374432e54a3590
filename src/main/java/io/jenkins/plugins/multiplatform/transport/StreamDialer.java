package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One way to reach an engine or a BuildKit. Dialers are thread-safe and may be dialled again and again. */
public interface StreamDialer {
    /**
     * Makes a new connection, which the caller closes.
     *
     * @throws TransportException if it can't be made; the text names the address and, where known, the cure
     */
    DuplexStream dial() throws IOException;

    /**
     * A connection of its own for a session: a Docker Engine has a way to serve one that needs half of the work, for
     * both sides, of a session inside a call to BuildKit.
     *
     * @param announcement what the engine is told of the session
     * @return nothing where there is no such way
     * @see <a href="https://docs.docker.com/reference/api/engine/version/v1.45/#tag/Session">/session</a>
     */
    default Optional<DuplexStream> dialSession(List<HttpField> announcement) throws IOException {
        return Optional.empty();
    }

    /** The address in error texts, without any secret. */
    String describe();
}
