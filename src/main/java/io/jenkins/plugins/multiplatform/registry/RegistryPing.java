package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.Reference;
import java.time.Duration;

/** Asks whether a registry answers at all: for those who wait for somebody else's push to it. */
@FunctionalInterface
public interface RegistryPing {
    /**
     * Asks once, for as long as any request may take.
     *
     * @param registryHost as references name it
     * @return true for any answer, also for a refusal
     */
    boolean answers(String registryHost) throws InterruptedException;

    /**
     * Asks once whether a push to a repository would be put off, for those who can't see the registry's own answer.
     *
     * @return how long the registry asks to wait; zero if it does not, says nothing of it, or does not answer
     */
    default Duration asksToWait(Reference repository) throws InterruptedException {
        return Duration.ZERO;
    }
}
