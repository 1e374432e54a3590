// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface ViewGroup extends hudson.model.ModelObject, hudson.security.AccessControlled {
}
