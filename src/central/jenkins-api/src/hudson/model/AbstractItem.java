// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class AbstractItem extends hudson.model.Actionable implements hudson.model.Item, hudson.security.AccessControlled {
    public final native java.lang.String getFullName();
    protected AbstractItem() {}
}
