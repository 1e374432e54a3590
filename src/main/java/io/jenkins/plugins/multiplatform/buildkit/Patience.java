package io.jenkins.plugins.multiplatform.buildkit;

import java.time.Duration;

/**
 * How long a daemon may be silent before it counts as lost.
 *
 * @param answer to its first greeting and to a question that it can answer at once
 * @param quiet after which a running build's connection is probed; gRPC takes 10 s at least
 * @param probe for the answer to that
 */
record Patience(Duration answer, Duration quiet, Duration probe) {
    static final Patience STANDARD =
            new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
}
