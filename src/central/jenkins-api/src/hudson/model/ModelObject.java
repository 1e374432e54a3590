// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface ModelObject {
    java.lang.String getDisplayName();
}
