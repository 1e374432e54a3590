// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface ResourceActivity extends hudson.model.ModelObject {
    default hudson.model.ResourceList getResourceList() { throw null; }
}
