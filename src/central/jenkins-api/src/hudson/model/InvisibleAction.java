// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class InvisibleAction implements hudson.model.Action {
    public InvisibleAction() {}
}
