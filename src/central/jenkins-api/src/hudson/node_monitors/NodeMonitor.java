// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.node_monitors;

public abstract class NodeMonitor implements hudson.model.Describable<hudson.node_monitors.NodeMonitor> {
    public NodeMonitor() {}
    public native java.lang.String getColumnCaption();
}
