// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson;

public final class FilePath {
    public static final hudson.remoting.LocalChannel localChannel = null;
    public native hudson.FilePath child(java.lang.String p0);
    public native hudson.remoting.VirtualChannel getChannel();
    public native java.lang.String getRemote();
    public native hudson.model.Computer toComputer();
    private FilePath() {}
}
