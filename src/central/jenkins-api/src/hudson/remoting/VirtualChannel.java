// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.remoting;

public interface VirtualChannel {
    <V, T extends java.lang.Throwable> hudson.remoting.Future<V> callAsync(hudson.remoting.Callable<V, T> p0) throws java.io.IOException;
    <T> T export(java.lang.Class<T> p0, T p1);
}
