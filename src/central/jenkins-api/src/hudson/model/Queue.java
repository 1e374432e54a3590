// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public class Queue extends hudson.model.ResourceController {
    public native boolean cancel(hudson.model.Queue.Task p0);
    public static native hudson.model.Queue getInstance();
    public native hudson.model.queue.ScheduleResult schedule2(hudson.model.Queue.Task p0, int p1, hudson.model.Action... p2);
    private Queue() {}

    public interface Executable extends java.lang.Runnable {
        default hudson.model.Queue.Executable getParentExecutable() { throw null; }
        hudson.model.queue.SubTask getParent();
        void run() throws jenkins.model.queue.AsynchronousExecution;
        java.lang.String toString();
    }

    public interface FlyweightTask extends hudson.model.Queue.Task {
    }

    public abstract static class Item extends hudson.model.Actionable implements jenkins.model.queue.QueueItem {
        public final hudson.model.Queue.Task task = null;
        protected Item() {}
    }

    public static final class LeftItem extends hudson.model.Queue.Item {
        public native boolean isCancelled();
        private LeftItem() {}
    }

    public interface Task extends jenkins.model.FullyNamedModelObject, hudson.model.queue.SubTask {
        default void checkAbortPermission() { throw null; }
        default org.springframework.security.core.Authentication getDefaultAuthentication2() { throw null; }
        java.lang.String getName();
        java.lang.String getUrl();
    }

    public interface TransientTask extends hudson.model.Queue.Task {
    }
}
