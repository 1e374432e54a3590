package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.relay.RelayClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A way to the run's sources from another machine than theirs. */
final class WorkspaceRelay implements AutoCloseable {
    private final RelayClient client;

    /** @param workspace names the machine that has them, for texts */
    WorkspaceRelay(String workspace, RunHost host) throws IOException {
        client = new RelayClient(workspace);
        try {
            client.start(host.connect(new RemoteOutputStream(client.sink())));
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    RelayClient client() {
        return client;
    }

    Map<String, LocalSource> sources(ContextFacts facts) {
        Map<String, LocalSource> sources = new HashMap<>(facts.carried());
        facts.folders().keySet().forEach(name -> sources.put(name, client.source(name)));
        return sources;
    }

    @Override
    public void close() {
        client.close();
    }
}
