package io.jenkins.plugins.multiplatform.driver;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitClient;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.Worker;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.transport.Endpoint;
import java.util.Optional;

/** The BuildKit inside a Docker Engine, with the engine's own image store. */
final class DockerDriver implements Driver {
    private final Endpoint endpoint;

    DockerDriver(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String name() {
        return Drivers.DOCKER;
    }

    @Override
    public NodeInfo inspect() throws DriverException {
        try (BuildkitClient client = connect()) {
            // The engine runs programs to answer the other question: time enough for a second connection.
            client.dial();
            EngineInfo info = EngineInfo.of(endpoint);
            Worker worker = Workers.first(client);
            return new NodeInfo(
                    info.id(),
                    info.version(),
                    nativePlatform(info, worker),
                    worker.platforms(),
                    worker.hasContainerdStore());
        } catch (BuildkitException e) {
            throw new DriverException(e.getMessage(), e);
        }
    }

    /**
     * Without the engine's API: the engine runs programs to answer it, and the library for it and all that it needs are a
     * thousand classes, which an agent would have to get from afar.
     */
    @Override
    public NodeInfo probe() throws DriverException {
        try (BuildkitClient client = connect()) {
            Worker worker = Workers.first(client);
            return new NodeInfo(
                    worker.id(), "", Workers.nativePlatform(worker), worker.platforms(), worker.hasContainerdStore());
        } catch (BuildkitException e) {
            throw UnreachableEngine.isCauseOf(e)
                    ? UnreachableEngine.toException(endpoint, e)
                    : new DriverException(e.getMessage(), e);
        }
    }

    /** The engine's own word: its worker's list starts with it too, but says nothing of why. */
    private static Platform nativePlatform(EngineInfo info, Worker worker) throws DriverException {
        if (info.os().isEmpty() || info.architecture().isEmpty()) {
            return Workers.nativePlatform(worker);
        }
        Platform own = Platform.of(info.os(), info.architecture()).normalize();
        return worker.platforms().stream()
                .filter(platform -> platform.os().equals(own.os())
                        && platform.architecture().equals(own.architecture()))
                .findFirst()
                .orElse(own);
    }

    @Override
    public BuildkitClient connect() {
        return BuildkitClient.on(endpoint.dockerEngine(Optional.empty()));
    }
}
