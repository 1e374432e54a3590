// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.model;

public interface DirectlyModifiableTopLevelItemGroup extends jenkins.model.ModifiableTopLevelItemGroup {
}
