// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.remoting;

public interface Callable<V, T extends java.lang.Throwable> extends java.io.Serializable {
    V call() throws T;
}
