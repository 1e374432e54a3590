package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a place on an agent is wanted for.
 *
 * @param platforms that will be built there
 * @param candidates best first, as they are when asked: agents come and go while the request waits
 * @param patience how long to wait for an agent while none can be used; zero for not at all, {@link AgentWait#ENDLESS}
 *     for no end. An agent whose slots are taken is waited for in any case
 * @param label for a cloud to make an agent of, and for logs; empty if the agents were found without one
 */
public record LeaseRequest(
        List<Platform> platforms, Supplier<List<AgentView>> candidates, String label, Duration patience) {
    public LeaseRequest {
        platforms = List.copyOf(platforms);
    }

    /** The platforms as the queue and the log name them. */
    public String names() {
        return String.join(", ", platforms.stream().map(Platform::formatAll).toList());
    }
}
