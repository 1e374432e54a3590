package io.jenkins.plugins.multiplatform.jenkins.fleet;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Job;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.ResourceList;
import hudson.model.Run;
import hudson.model.queue.SubTask;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jenkins.model.queue.AsynchronousExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.springframework.security.core.Authentication;

/**
 * A place on an agent, as the queue and the executors' page show it. It belongs to the run's job: who may see and stop
 * that may see and stop this. It holds no thread, and does not outlive the controller: the run asks again.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public class LeaseTask implements Queue.TransientTask, AccessControlled {
    private final Run<?, ?> run;
    private final String platforms;

    @CheckForNull
    private final Label label;

    private final CountDownLatch decided = new CountDownLatch(1);
    private final Held held = new Held();
    private volatile Executor executor;
    private volatile boolean cancelled;
    private volatile Thread worker;

    /** @param label of the agents that will do */
    LeaseTask(Run<?, ?> run, String platforms, @CheckForNull Label label) {
        this.run = run;
        this.platforms = platforms;
        this.label = label;
    }

    /** Waits for the place. Null if it was not given in time; then it is not wanted any more either. */
    @CheckForNull
    final Computer await(long seconds) throws InterruptedException {
        boolean inTime = false;
        try {
            inTime = decided.await(seconds, TimeUnit.SECONDS);
        } finally {
            if (!inTime) {
                release();
            }
        }
        return given();
    }

    /** The agent whose place it was given; null while it waits. */
    @CheckForNull
    final Computer given() {
        Executor given = executor;
        return given == null ? null : given.getOwner();
    }

    /** Whether somebody took it out of the queue, or stopped it on the executors' page. */
    final boolean isCancelled() {
        return cancelled;
    }

    /** Interrupts this thread when somebody stops the work on the executors' page. */
    final void worksFor(Thread thread) {
        worker = thread;
    }

    final void cancel() {
        cancelled = true;
        decided.countDown();
        Thread thread = worker;
        if (thread != null) {
            thread.interrupt();
        }
    }

    final void release() {
        worker = null;
        Queue.getInstance().cancel(this);
        held.end();
    }

    @Override
    public Label getAssignedLabel() {
        return label;
    }

    @Override
    public Node getLastBuiltOn() {
        return null;
    }

    @Override
    public String getName() {
        return getDisplayName();
    }

    @Override
    public String getDisplayName() {
        return Messages.LeaseTask_displayName(run.getFullDisplayName(), platforms);
    }

    @Override
    @Exported(name = "name")
    public String getFullDisplayName() {
        return getDisplayName();
    }

    @Override
    @Exported
    public String getUrl() {
        return run.getUrl();
    }

    @Override
    public ResourceList getResourceList() {
        return ResourceList.EMPTY;
    }

    @NonNull
    @Override
    public Queue.Task getOwnerTask() {
        return run.getParent() instanceof Queue.Task task ? task : this;
    }

    @Override
    public Authentication getDefaultAuthentication2() {
        return run.getParent() instanceof Queue.Task task ? task.getDefaultAuthentication2() : ACL.SYSTEM2;
    }

    @Override
    public void checkAbortPermission() {
        checkPermission(Job.CANCEL);
    }

    @Override
    public boolean hasAbortPermission() {
        return hasPermission(Job.CANCEL);
    }

    @NonNull
    @Override
    public ACL getACL() {
        return run.getACL();
    }

    @Override
    public boolean hasPermission(Permission permission) {
        return getACL().hasPermission(permission);
    }

    @Override
    public Queue.Executable createExecutable() {
        return new Work();
    }

    /** What occupies the place. */
    @ExportedBean
    @Restricted(NoExternalUse.class)
    public final class Work implements Queue.Executable, AccessControlled {
        @NonNull
        @Override
        public SubTask getParent() {
            return LeaseTask.this;
        }

        @Override
        public Queue.Executable getParentExecutable() {
            return run instanceof Queue.Executable executable ? executable : null;
        }

        @Override
        public void run() throws AsynchronousExecution {
            executor = Executor.currentExecutor();
            decided.countDown();
            throw held.execution();
        }

        @Exported
        public String getDisplayName() {
            return LeaseTask.this.getDisplayName();
        }

        @Exported
        public String getUrl() {
            return LeaseTask.this.getUrl();
        }

        @NonNull
        @Override
        public ACL getACL() {
            return LeaseTask.this.getACL();
        }

        @Override
        public String toString() {
            return LeaseTask.this.getDisplayName();
        }
    }

    /** The end of an execution may come before its beginning. */
    private final class Held {
        private AsynchronousExecution execution;
        private boolean over;

        synchronized AsynchronousExecution execution() {
            execution = new LeaseExecution(LeaseTask.this);
            if (over) {
                execution.completed(null);
            }
            return execution;
        }

        synchronized void end() {
            if (!over && execution != null) {
                execution.completed(null);
            }
            over = true;
        }
    }
}
