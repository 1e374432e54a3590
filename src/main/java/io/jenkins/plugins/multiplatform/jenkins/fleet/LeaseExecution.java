package io.jenkins.plugins.multiplatform.jenkins.fleet;

import jenkins.model.queue.AsynchronousExecution;

/** Holds an agent's place without a thread. */
final class LeaseExecution extends AsynchronousExecution {
    private static final long serialVersionUID = 1L;

    private final transient LeaseTask task;

    LeaseExecution(LeaseTask task) {
        this.task = task;
    }

    @Override
    public void interrupt(boolean forShutdown) {
        if (!forShutdown) {
            task.cancel();
        }
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    @Override
    public boolean displayCell() {
        return true;
    }
}
