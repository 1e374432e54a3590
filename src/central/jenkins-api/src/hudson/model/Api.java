// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public class Api extends hudson.model.AbstractModelObject {
    public Api(java.lang.Object p0) {}
    public native java.lang.String getDisplayName();
}
