package io.jenkins.plugins.multiplatform.build;

/** Hears a run's events; called by one thread at a time. */
@FunctionalInterface
public interface BuildListener {
    void on(BuildEvent event);
}
