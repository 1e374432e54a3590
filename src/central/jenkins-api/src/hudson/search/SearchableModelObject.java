// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.search;

public interface SearchableModelObject extends hudson.model.ModelObject {
}
