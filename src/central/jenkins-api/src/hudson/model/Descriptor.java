// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Descriptor<T extends hudson.model.Describable<T>> {
    public final java.lang.Class<? extends T> clazz = null;
    protected Descriptor() {}
    public native boolean configure(org.kohsuke.stapler.StaplerRequest2 p0, net.sf.json.JSONObject p1) throws hudson.model.Descriptor.FormException;
    public native java.lang.String getDisplayName();
    public native java.lang.String getHelpFile(java.lang.String p0);
    public native void load();
    public native T newInstance(org.kohsuke.stapler.StaplerRequest2 p0, net.sf.json.JSONObject p1) throws hudson.model.Descriptor.FormException;
    public native void save();

    public static final class FormException extends java.lang.Exception {
        private FormException() {}
    }
}
