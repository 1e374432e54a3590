// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class AbstractModelObject implements hudson.search.SearchableModelObject {
    protected AbstractModelObject() {}
}
