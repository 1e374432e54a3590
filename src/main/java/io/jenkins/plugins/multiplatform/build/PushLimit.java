package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.driver.DriverException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.registry.RegistryPing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Waits out a registry that limits requests while a node pushes to it. BuildKit tries again at once, some times within a
 * second, and passes no {@code Retry-After} on: so the registry is asked by the machine that sets the tags, and the
 * platform is exported again after the wait, with every step from the cache.
 */
final class PushLimit {
    static final int MAX_WAITS = 6;

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** In Docker's words for the code of the registry's answer, or in those for an answer without one. */
    private static final Pattern LIMITED =
            Pattern.compile("(?s).*(?:failed to push |error writing \\w+ blob).*(?:toomanyrequests|: 429\\b).*");

    private final List<Reference> repositories;
    private final RegistryPing registries;
    private final BuildListener listener;

    /** @param repositories that the run pushes to */
    PushLimit(List<Reference> repositories, RegistryPing registries, BuildListener listener) {
        this.repositories = repositories;
        this.registries = registries;
        this.listener = listener;
    }

    /** Builds what the cache does not have, and pushes it. */
    @FunctionalInterface
    interface Export {
        PlatformImage run() throws BuildkitException, BuildException, DriverException, InterruptedException;
    }

    /** @throws BuildkitException that of the last try */
    PlatformImage run(PlannedPlatform platform, Export export)
            throws BuildkitException, BuildException, DriverException, InterruptedException {
        for (int waits = 0; ; waits++) {
            try {
                return export.run();
            } catch (BuildkitException e) {
                if (waits == MAX_WAITS || !isLimited(e)) {
                    throw e;
                }
                Duration pause = pause(e, waits);
                listener.on(new BuildEvent.Noted(platform.platform().formatAll() + ": the registry limits requests ("
                        + e.getMessage() + "); it is pushed again in " + pause.toSeconds() + " s"));
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        }
    }

    private static boolean isLimited(BuildkitException failure) {
        return failure.exitCode().isEmpty()
                && LIMITED.matcher(failure.getMessage()).matches();
    }

    private Duration ask(Reference repository) throws InterruptedException {
        try {
            return registries.asksToWait(repository);
        } catch (RuntimeException e) {
            // The connection to the machine that asks has ended: nothing is known of the registry.
            return Duration.ZERO;
        }
    }

    private Duration pause(BuildkitException failure, int waits) throws InterruptedException {
        Duration asked = Duration.ZERO;
        for (Reference repository : repositories) {
            if (repositories.size() == 1 || failure.getMessage().contains(repository.name())) {
                asked = ask(repository);
            }
        }
        Duration pause = asked.isZero() ? FIRST.multipliedBy(1L << waits) : asked;
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
