// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.workflow.actions;

public interface PersistentAction extends hudson.model.Action {
}
