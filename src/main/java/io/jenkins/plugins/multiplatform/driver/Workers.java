package io.jenkins.plugins.multiplatform.driver;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitClient;
import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.Worker;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;

/** What both drivers read off a daemon's workers. */
final class Workers {
    private Workers() {}

    static Worker first(BuildkitClient client) throws BuildkitException, DriverException {
        List<Worker> workers = client.workers();
        if (workers.isEmpty()) {
            throw new DriverException("BuildKit at " + client.address() + " has no worker; look at its log");
        }
        return workers.get(0);
    }

    /** A worker lists its own platform before those that it emulates. */
    static Platform nativePlatform(Worker worker) throws DriverException {
        if (worker.platforms().isEmpty()) {
            throw new DriverException("BuildKit worker " + worker.id() + " lists no platform; look at its log");
        }
        return worker.platforms().get(0);
    }
}
