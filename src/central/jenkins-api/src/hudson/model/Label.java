// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Label extends hudson.model.Actionable implements java.lang.Comparable<hudson.model.Label>, jenkins.model.ModelObjectWithChildren {
    public native hudson.model.Label and(hudson.model.Label p0);
    public final native int compareTo(hudson.model.Label p0);
    public native java.lang.String getDisplayName();
    public abstract java.lang.String getExpression();
    public final native java.lang.String getName();
    public native java.util.Set<hudson.model.Node> getNodes();
    public static native hudson.model.Label get(java.lang.String p0);
    public final native boolean matches(hudson.model.Node p0);
    public final native boolean matches(java.util.Collection<hudson.model.labels.LabelAtom> p0);
    public native hudson.model.Label not();
    public native hudson.model.Label or(hudson.model.Label p0);
    public static native hudson.model.Label parseExpression(java.lang.String p0);
    protected Label() {}
}
