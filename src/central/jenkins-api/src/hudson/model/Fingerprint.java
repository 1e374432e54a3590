// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public class Fingerprint implements hudson.model.ModelObject {
    public native void addFor(hudson.model.Run p0) throws java.io.IOException;
    public native java.lang.String getDisplayName();
    private Fingerprint() {}
}
