// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model.labels;

public class LabelAtom extends hudson.model.Label {
    public native java.lang.String getExpression();
    public static native hudson.model.labels.LabelAtom get(java.lang.String p0);
    private LabelAtom() {}
}
