// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.util;

public class ListBoxModel extends java.util.ArrayList<hudson.util.ListBoxModel.Option> {
    public ListBoxModel() {}
    public native void add(java.lang.String p0, java.lang.String p1);
    public native hudson.util.ListBoxModel add(java.lang.String p0);
    public native void add(hudson.model.ModelObject p0, java.lang.String p1);

    public static final class Option {
        private Option() {}
    }
}
