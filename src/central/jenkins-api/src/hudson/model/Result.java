// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public final class Result implements java.io.Serializable {
    public static final hudson.model.Result UNSTABLE = null;
    private Result() {}
}
