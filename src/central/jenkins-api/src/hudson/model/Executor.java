// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public class Executor extends java.lang.Thread implements hudson.model.ModelObject {
    public static native hudson.model.Executor currentExecutor();
    public native hudson.model.Queue.Executable getCurrentExecutable();
    public native java.lang.String getDisplayName();
    public native hudson.model.Computer getOwner();
    public native void run();
    private Executor() {}
}
