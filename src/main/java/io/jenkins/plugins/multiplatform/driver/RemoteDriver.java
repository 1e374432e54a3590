package io.jenkins.plugins.multiplatform.driver;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitClient;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.Worker;
import io.jenkins.plugins.multiplatform.transport.Endpoint;

/** A BuildKit that somebody else runs, at an address. It is never stopped or removed from here. */
final class RemoteDriver implements Driver {
    private final Endpoint endpoint;
    private final TlsOptions tls;

    RemoteDriver(Endpoint endpoint, TlsOptions tls) {
        this.endpoint = endpoint;
        this.tls = tls;
    }

    @Override
    public String name() {
        return Drivers.REMOTE;
    }

    @Override
    public NodeInfo inspect() throws DriverException {
        try (BuildkitClient client = connect()) {
            Worker worker = Workers.first(client);
            return new NodeInfo(
                    worker.id(), client.version(), Workers.nativePlatform(worker), worker.platforms(), true);
        } catch (BuildkitException e) {
            throw new DriverException(e.getMessage(), e);
        }
    }

    @Override
    public BuildkitClient connect() throws DriverException {
        return BuildkitClient.on(endpoint.buildKit(tls.read()));
    }
}
