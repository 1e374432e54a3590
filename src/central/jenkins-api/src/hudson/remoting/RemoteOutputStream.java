// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.remoting;

public final class RemoteOutputStream extends java.io.OutputStream {
    public RemoteOutputStream(java.io.OutputStream p0) {}
    public native void close() throws java.io.IOException;
    public native void flush() throws java.io.IOException;
    public native void write(byte[] p0) throws java.io.IOException;
    public native void write(int p0) throws java.io.IOException;
}
