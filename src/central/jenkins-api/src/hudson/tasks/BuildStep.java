// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.tasks;

public interface BuildStep {
}
