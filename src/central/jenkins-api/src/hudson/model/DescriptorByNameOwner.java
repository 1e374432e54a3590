// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface DescriptorByNameOwner extends hudson.model.ModelObject {
}
