package io.jenkins.plugins.multiplatform.registry;

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
}
