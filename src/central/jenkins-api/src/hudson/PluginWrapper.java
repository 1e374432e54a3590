// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson;

public class PluginWrapper implements java.lang.Comparable<hudson.PluginWrapper>, hudson.model.ModelObject {
    public final java.lang.ClassLoader classLoader = null;
    public native int compareTo(hudson.PluginWrapper p0);
    public native java.lang.String getDisplayName();
    private PluginWrapper() {}
}
