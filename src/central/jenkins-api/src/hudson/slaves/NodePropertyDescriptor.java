// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.slaves;

public abstract class NodePropertyDescriptor extends hudson.tools.PropertyDescriptor<hudson.slaves.NodeProperty<?>, hudson.model.Node> {
    protected NodePropertyDescriptor() {}
    public native boolean isApplicableAsGlobal();
}
