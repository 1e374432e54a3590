// Declared after the real classes by src/central/signatures. Not to be edited.
package jenkins.agents;

public interface ControllerToAgentCallable<V, T extends java.lang.Throwable> extends hudson.remoting.Callable<V, T> {
}
