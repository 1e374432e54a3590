// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class AbstractCIBase extends hudson.model.Node implements hudson.model.ItemGroup<hudson.model.TopLevelItem>, hudson.model.ViewGroup, hudson.security.AccessControlled, hudson.model.DescriptorByNameOwner {
    @Deprecated
    public native java.lang.String getNodeName();
    protected AbstractCIBase() {}
}
