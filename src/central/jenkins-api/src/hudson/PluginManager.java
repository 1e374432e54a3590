// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson;

public abstract class PluginManager extends hudson.model.AbstractModelObject {
    public native java.lang.String getDisplayName();
    public native hudson.PluginWrapper getPlugin(java.lang.String p0);
    private PluginManager() {}
}
