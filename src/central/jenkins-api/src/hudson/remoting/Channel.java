// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.remoting;

public class Channel implements hudson.remoting.VirtualChannel, java.io.Closeable {
    public native void addListener(hudson.remoting.Channel.Listener p0);
    public native <V, T extends java.lang.Throwable> hudson.remoting.Future<V> callAsync(hudson.remoting.Callable<V, T> p0) throws java.io.IOException;
    public native void close() throws java.io.IOException;
    public static native hudson.remoting.Channel current();
    public native <T> T export(java.lang.Class<T> p0, T p1);
    public native java.lang.Throwable getCloseRequestCause();
    public native java.lang.String getName();
    public native boolean isClosingOrClosed();
    public native boolean preloadJar(java.lang.ClassLoader p0, java.net.URL... p1) throws java.io.IOException, java.lang.InterruptedException;
    public native boolean removeListener(hudson.remoting.Channel.Listener p0);
    private Channel() {}

    public abstract static class Listener {
        public Listener() {}
        public native void onClosed(hudson.remoting.Channel p0, java.io.IOException p1);
    }
}
