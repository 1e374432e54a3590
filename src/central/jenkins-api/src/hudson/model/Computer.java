// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Computer extends hudson.model.Actionable implements hudson.security.AccessControlled, jenkins.model.IComputer, hudson.model.DescriptorByNameOwner {
    public static final hudson.security.Permission BUILD = null;
    public static final java.util.concurrent.ExecutorService threadPoolForRemoting = null;
    public abstract hudson.remoting.VirtualChannel getChannel();
    public final native long getConnectTime();
    public native java.lang.String getDisplayName();
    public native java.util.List<hudson.model.Executor> getExecutors();
    public native java.util.Map<java.lang.String, java.lang.Object> getMonitorData();
    public native java.lang.String getName();
    public native hudson.model.Node getNode();
    public native boolean isAcceptingTasks();
    public final native boolean isOnline();
    private Computer() {}
}
