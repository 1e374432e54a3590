// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public interface BuildableItem extends hudson.model.Item, hudson.model.Queue.Task {
}
