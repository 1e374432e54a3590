// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model.queue;

public abstract class QueueListener {
    public QueueListener() {}
    public native void onLeft(hudson.model.Queue.LeftItem p0);
}
