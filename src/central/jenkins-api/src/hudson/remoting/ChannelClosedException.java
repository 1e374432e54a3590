// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.remoting;

public class ChannelClosedException extends org.jenkinsci.remoting.ChannelStateException {
    public ChannelClosedException(hudson.remoting.Channel p0, java.lang.Throwable p1) {}
}
