package io.jenkins.plugins.multiplatform.buildkit.progress;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened in a running build. A vertex is a step of the daemon's build graph; it may complete and start
 * again, and its logs and statuses may come after its completion.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/client/status.go">the daemon's status stream</a>
 */
public sealed interface ProgressEvent extends Serializable {
    /** Digest of the vertex; the same step has the same digest in every solve that shares it. */
    String vertex();

    /** A step began; {@code name} is what users see, such as {@code [2/2] RUN uname -m}. */
    record Started(String vertex, String name, Instant at) implements ProgressEvent {}

    /**
     * A step ended.
     *
     * @param cached its result was there already
     * @param error empty when it succeeded
     * @param seconds that it ran, which may be several times
     */
    record Completed(String vertex, String name, boolean cached, String error, double seconds, Instant at)
            implements ProgressEvent {
        public Optional<String> failure() {
            return error.isEmpty() ? Optional.empty() : Optional.of(error);
        }
    }

    /** Output of a step's process: a chunk that need not end with a line; {@code stream} is 1 or 2. */
    record Output(String vertex, int stream, String text, Instant at) implements ProgressEvent {}

    /** A transfer within a step, in bytes; {@code total} is 0 where the daemon does not know it. */
    record Transfer(String vertex, String name, long current, long total, boolean completed, double seconds, Instant at)
            implements ProgressEvent {}

    /** A finding of the daemon about the Dockerfile; it does not fail the build. */
    record Warning(String vertex, String text, String url) implements ProgressEvent {}
}
