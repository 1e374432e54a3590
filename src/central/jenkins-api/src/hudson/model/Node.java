// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Node extends hudson.model.AbstractModelObject implements hudson.model.ReconfigurableDescribable<hudson.model.Node>, hudson.security.AccessControlled {
    public native hudson.security.ACL getACL();
    public native java.util.Set<hudson.model.labels.LabelAtom> getAssignedLabels();
    public native java.lang.String getDisplayName();
    public abstract hudson.model.Node.Mode getMode();
    public abstract java.lang.String getNodeName();
    public abstract hudson.util.DescribableList<hudson.slaves.NodeProperty<?>, hudson.slaves.NodePropertyDescriptor> getNodeProperties();
    public abstract hudson.FilePath getRootPath();
    public native hudson.model.labels.LabelAtom getSelfLabel();
    public final native hudson.model.Computer toComputer();
    protected Node() {}

    public enum Mode {
        NORMAL, EXCLUSIVE
    }
}
