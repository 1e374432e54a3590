// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model.queue;

public interface SubTask extends hudson.model.ResourceActivity, jenkins.model.queue.ITask {
    hudson.model.Queue.Executable createExecutable() throws java.io.IOException;
    default hudson.model.Label getAssignedLabel() { throw null; }
    @Deprecated
    default hudson.model.Node getLastBuiltOn() { throw null; }
    default hudson.model.Queue.Task getOwnerTask() { throw null; }
    default java.lang.String getUrl() { throw null; }
}
