// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.model.queue;

public abstract class ScheduleResult {
    private ScheduleResult() {}
}
