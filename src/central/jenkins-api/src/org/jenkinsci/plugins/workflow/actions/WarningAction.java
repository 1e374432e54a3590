// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.workflow.actions;

public class WarningAction implements org.jenkinsci.plugins.workflow.actions.PersistentAction {
    public WarningAction(hudson.model.Result p0) {}
    public native java.lang.String getDisplayName();
    public native java.lang.String getIconFileName();
    public native java.lang.String getUrlName();
    public native org.jenkinsci.plugins.workflow.actions.WarningAction withMessage(java.lang.String p0);
}
