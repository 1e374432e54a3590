// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.remoting;

public class LocalChannel implements hudson.remoting.VirtualChannel {
    public native <V, T extends java.lang.Throwable> hudson.remoting.Future<V> callAsync(hudson.remoting.Callable<V, T> p0);
    public native <T> T export(java.lang.Class<T> p0, T p1);
    private LocalChannel() {}
}
