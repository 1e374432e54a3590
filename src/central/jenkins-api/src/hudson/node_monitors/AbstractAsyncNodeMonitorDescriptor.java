// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.node_monitors;

public abstract class AbstractAsyncNodeMonitorDescriptor<T> extends hudson.node_monitors.AbstractNodeMonitorDescriptor<T> {
    protected AbstractAsyncNodeMonitorDescriptor() {}
    protected abstract hudson.remoting.Callable<T, java.io.IOException> createCallable(hudson.model.Computer p0);
    protected native java.util.Map<hudson.model.Computer, T> monitor() throws java.lang.InterruptedException;
}
