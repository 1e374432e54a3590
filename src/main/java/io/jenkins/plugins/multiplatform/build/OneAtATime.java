package io.jenkins.plugins.multiplatform.build;

/** Lets one thread at a time through to a listener, as its contract says. */
final class OneAtATime implements BuildListener {
    private final BuildListener listener;

    OneAtATime(BuildListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void on(BuildEvent event) {
        listener.on(event);
    }
}
