// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface TopLevelItem extends hudson.model.Item, hudson.model.Describable<hudson.model.TopLevelItem> {
}
