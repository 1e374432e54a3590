package io.jenkins.plugins.multiplatform.bench;

/** Who does a run's work. Each has contexts, tags and folders of its own, so that none profits from another's. */
enum Side {
    /** Our engine in this JVM. */
    WARM,
    /** buildx, a process for each command. */
    PEER,
    /** {@code bin/mpb}, a process for each command. */
    COLD;

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
