// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.model.queue;

public interface ITask extends jenkins.model.FullyNamedModelObject {
    default java.lang.String getFullDisplayName() { throw null; }
    java.lang.String getUrl();
    default boolean hasAbortPermission() { throw null; }
}
