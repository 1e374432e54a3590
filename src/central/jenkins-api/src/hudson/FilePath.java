// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson;

public final class FilePath {
    public static final hudson.remoting.LocalChannel localChannel = null;
    public FilePath(java.io.File p0) {}
    public native hudson.FilePath child(java.lang.String p0);
    public native void copyFrom(hudson.FilePath p0) throws java.io.IOException, java.lang.InterruptedException;
    public native void deleteRecursive() throws java.io.IOException, java.lang.InterruptedException;
    public native boolean exists() throws java.io.IOException, java.lang.InterruptedException;
    public native hudson.remoting.VirtualChannel getChannel();
    public native java.lang.String getName();
    public native java.lang.String getRemote();
    public native java.util.List<hudson.FilePath> listDirectories() throws java.io.IOException, java.lang.InterruptedException;
    public native void renameTo(hudson.FilePath p0) throws java.io.IOException, java.lang.InterruptedException;
    public native hudson.model.Computer toComputer();
    public native java.net.URI toURI() throws java.io.IOException, java.lang.InterruptedException;
}
