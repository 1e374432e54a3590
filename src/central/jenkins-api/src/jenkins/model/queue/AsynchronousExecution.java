// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.model.queue;

public abstract class AsynchronousExecution extends java.lang.RuntimeException {
    protected AsynchronousExecution() {}
    public abstract boolean blocksRestart();
    public final native void completed(java.lang.Throwable p0);
    public abstract boolean displayCell();
    public abstract void interrupt(boolean p0);
}
