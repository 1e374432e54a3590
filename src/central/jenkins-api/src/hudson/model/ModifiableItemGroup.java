// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface ModifiableItemGroup<T extends hudson.model.Item> extends hudson.model.ItemGroup<T> {
}
