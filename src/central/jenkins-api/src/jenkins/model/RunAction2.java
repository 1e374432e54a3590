// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.model;

public interface RunAction2 extends hudson.model.Action {
    void onAttached(hudson.model.Run<?, ?> p0);
    void onLoad(hudson.model.Run<?, ?> p0);
}
