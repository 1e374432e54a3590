package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.remoting.Channel;
import io.jenkins.plugins.multiplatform.relay.ContextServer;
import java.io.IOException;

/** Ends an offer with its channel: nobody could take it up any more. */
final class ChannelEnd extends Channel.Listener {
    private final ContextServer server;

    private ChannelEnd(ContextServer server) {
        this.server = server;
    }

    static void of(Channel channel, ContextServer server) {
        ChannelEnd end = new ChannelEnd(server);
        channel.addListener(end);
        // A channel lives for weeks and would remember every offer.
        server.onClosed(cause -> channel.removeListener(end));
    }

    @Override
    public void onClosed(Channel channel, IOException cause) {
        server.close();
    }
}
