package io.jenkins.plugins.multiplatform.driver;

import com.github.dockerjava.api.model.Info;
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
            Info info = EngineInfo.of(endpoint);
            Worker worker = Workers.first(client);
            return new NodeInfo(
                    String.valueOf(info.getId()),
                    String.valueOf(info.getServerVersion()),
                    nativePlatform(info, worker),
                    worker.platforms(),
                    worker.hasContainerdStore());
        } catch (BuildkitException e) {
            throw new DriverException(e.getMessage(), e);
        }
    }

    /** The engine's own word: its worker's list starts with it too, but says nothing of why. */
    private static Platform nativePlatform(Info info, Worker worker) throws DriverException {
        String os = info.getOsType();
        String architecture = info.getArchitecture();
        if (os == null || architecture == null) {
            return Workers.nativePlatform(worker);
        }
        Platform own = Platform.of(os, architecture).normalize();
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
