// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.node_monitors;

public abstract class AbstractNodeMonitorDescriptor<T> extends hudson.model.Descriptor<hudson.node_monitors.NodeMonitor> {
    public native boolean canTakeOffline();
    public native java.lang.String getTimestampString();
    public native long getTimestamp();
    public native T get(hudson.model.Computer p0);
    protected native java.util.Map<hudson.model.Computer, T> monitor() throws java.lang.InterruptedException;
    protected AbstractNodeMonitorDescriptor() {}
}
