package io.jenkins.plugins.multiplatform.jenkins.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.Channel;
import java.io.Closeable;
import java.io.IOException;

/** Ends something with the channel of the call that began it: nobody could take it up any more. */
final class ChannelEnd extends Channel.Listener {
    /** Null on the controller's own node. */
    @CheckForNull
    private final Channel channel;

    private final Closeable closed;

    private ChannelEnd(@CheckForNull Channel channel, Closeable closed) {
        this.channel = channel;
        this.closed = closed;
    }

    /** Of the call that runs now. */
    static ChannelEnd closing(Closeable closed) {
        return new ChannelEnd(Channel.current(), closed);
    }

    void watch() {
        if (channel != null) {
            channel.addListener(this);
        }
    }

    /** A channel lives for weeks and would remember all that ever watched it. */
    void forget() {
        if (channel != null) {
            channel.removeListener(this);
        }
    }

    @Override
    public void onClosed(Channel channel, IOException cause) {
        try {
            closed.close();
        } catch (IOException e) {
            // What could not be removed has a name of its own; there is nobody to tell it to.
            return;
        }
    }
}
