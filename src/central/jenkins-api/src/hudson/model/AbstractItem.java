// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class AbstractItem extends hudson.model.Actionable implements hudson.model.Item, hudson.security.AccessControlled, hudson.model.DescriptorByNameOwner {
    public native hudson.security.ACL getACL();
    public native java.lang.String getDisplayName();
    public final native java.lang.String getFullDisplayName();
    public final native java.lang.String getFullName();
    public native java.lang.String getName();
    public final native java.lang.String getUrl();
    protected AbstractItem() {}
}
