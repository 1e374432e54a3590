package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A folder of W, as N's session serves it to the daemon. An interrupt ends each wait and has W stop; when the link ends,
 * so does each wait.
 */
final class RelayedSource implements LocalSource {
    private final RelayClient client;
    private final String name;

    RelayedSource(RelayClient client, String name) {
        this.client = client;
        this.name = name;
    }

    @Override
    public void walk(ContextFilter filter, EntryConsumer consumer) throws IOException, InterruptedException {
        client.walk(name, filter, consumer);
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        return client.open(name, path);
    }

    @Override
    public ExpectedFile expect(FileStat file) {
        return client.expect(name, file);
    }
}
