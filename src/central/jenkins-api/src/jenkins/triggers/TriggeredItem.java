// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.triggers;

public interface TriggeredItem extends hudson.model.Item {
}
