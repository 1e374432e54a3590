// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.model.queue;

public interface QueueItem extends jenkins.model.FullyNamedModelObject {
    default java.lang.String getDisplayName() { throw null; }
    default java.lang.String getFullDisplayName() { throw null; }
}
