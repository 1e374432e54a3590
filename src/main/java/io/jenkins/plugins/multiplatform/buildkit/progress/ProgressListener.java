package io.jenkins.plugins.multiplatform.buildkit.progress;

/** Hears a build's events in order, from one thread at a time; a slow listener slows the stream, never the build. */
@FunctionalInterface
public interface ProgressListener {
    void on(ProgressEvent event);
}
