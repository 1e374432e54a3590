// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Slave extends hudson.model.Node implements java.io.Serializable {
    public native hudson.model.Node.Mode getMode();
    public native java.lang.String getNodeName();
    public native hudson.util.DescribableList<hudson.slaves.NodeProperty<?>, hudson.slaves.NodePropertyDescriptor> getNodeProperties();
    public native hudson.slaves.RetentionStrategy getRetentionStrategy();
    public native hudson.FilePath getRootPath();
    private Slave() {}
}
