// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface ItemGroup<T extends hudson.model.Item> extends jenkins.model.FullyNamedModelObject {
}
