// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface Action extends hudson.model.ModelObject {
    java.lang.String getDisplayName();
    java.lang.String getIconFileName();
    java.lang.String getUrlName();
}
