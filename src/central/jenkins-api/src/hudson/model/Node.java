// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model;

public abstract class Node extends hudson.model.AbstractModelObject implements hudson.model.ReconfigurableDescribable<hudson.model.Node>, hudson.security.AccessControlled {
    protected Node() {}
}
