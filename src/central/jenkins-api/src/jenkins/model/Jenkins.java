// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.model;

public class Jenkins extends hudson.model.AbstractCIBase implements jenkins.model.DirectlyModifiableTopLevelItemGroup, hudson.model.ModifiableViewGroup, hudson.security.AccessControlled, hudson.model.DescriptorByNameOwner, jenkins.model.ModelObjectWithContextMenu, jenkins.model.ModelObjectWithChildren {
    public static final hudson.security.Permission ADMINISTER = null;
    public static final org.springframework.security.core.Authentication ANONYMOUS2 = null;
    public final hudson.model.Hudson.CloudList clouds = null;
    public native hudson.security.ACL getACL();
    public native hudson.model.Computer getComputer(java.lang.String p0);
    public native hudson.model.Computer[] getComputers();
    public native hudson.model.Descriptor getDescriptorOrDie(java.lang.Class<? extends hudson.model.Describable> p0);
    public native java.lang.String getDisplayName();
    public native java.lang.String getFullDisplayName();
    public static native jenkins.model.Jenkins getInstanceOrNull();
    public native hudson.model.Node.Mode getMode();
    public native hudson.util.DescribableList<hudson.slaves.NodeProperty<?>, hudson.slaves.NodePropertyDescriptor> getNodeProperties();
    public native hudson.model.Node getNode(java.lang.String p0);
    public native java.util.List<hudson.model.Node> getNodes();
    public native hudson.PluginManager getPluginManager();
    public native hudson.FilePath getRootPath();
    public static native jenkins.model.Jenkins get() throws java.lang.IllegalStateException;
    public native boolean isTerminating();
    protected Jenkins() {}

    public static class CloudList extends hudson.util.DescribableList<hudson.slaves.Cloud, hudson.model.Descriptor<hudson.slaves.Cloud>> {
        protected CloudList() {}
    }
}
