// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.model;

public interface ModelObjectWithContextMenu extends hudson.model.ModelObject {
}
