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
        return ask(BuildkitClient::version);
    }

    @Override
    public NodeInfo probe() throws DriverException {
        return ask(client -> "");
    }

    private interface Version {
        String of(BuildkitClient client) throws BuildkitException;
    }

    private NodeInfo ask(Version version) throws DriverException {
        try (BuildkitClient client = connect()) {
            Worker worker = Workers.first(client);
            return new NodeInfo(
                    worker.id(), version.of(client), Workers.nativePlatform(worker), worker.platforms(), true);
        } catch (BuildkitException e) {
            throw new DriverException(e.getMessage(), e);
        }
    }

    @Override
    public BuildkitClient connect() throws DriverException {
        return BuildkitClient.on(endpoint.buildKit(tls.read()));
    }
}
