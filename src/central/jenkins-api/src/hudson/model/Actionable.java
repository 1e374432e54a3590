// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Actionable extends hudson.model.AbstractModelObject implements jenkins.model.ModelObjectWithContextMenu {
    public native boolean addOrReplaceAction(hudson.model.Action p0);
    public native <T extends hudson.model.Action> T getAction(java.lang.Class<T> p0);
    protected Actionable() {}
}
