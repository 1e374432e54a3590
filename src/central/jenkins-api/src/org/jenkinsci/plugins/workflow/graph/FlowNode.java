// Declared after the real classes by src/central/signatures. Not to be edited.
package org.jenkinsci.plugins.workflow.graph;

public abstract class FlowNode extends hudson.model.Actionable {
    public native java.lang.String getDisplayName();
    private FlowNode() {}
}
