package io.jenkins.plugins.multiplatform.driver;

import io.jenkins.plugins.multiplatform.transport.Endpoint;
import io.jenkins.plugins.multiplatform.transport.InvalidEndpointException;
import java.util.Map;
import java.util.TreeSet;

/** Makes a driver from what a user wrote. */
public final class Drivers {
    public static final String DOCKER = "docker";
    public static final String REMOTE = "remote";

    /**
     * Of builders whose nodes are a server's agents, with a label in the place of an address: only that server can find
     * them, so there is no driver of this name here.
     */
    public static final String AGENT = "agent";

    private Drivers() {}

    /**
     * Checks without contacting anything.
     *
     * @param options as {@code --driver-opt} takes them
     */
    public static Driver of(String driver, String endpoint, Map<String, String> options) throws DriverException {
        return switch (driver) {
            case DOCKER -> {
                refuseAll(options);
                yield new DockerDriver(endpoint(endpoint));
            }
            case REMOTE -> new RemoteDriver(endpoint(endpoint), TlsOptions.of(options));
            default ->
                throw new DriverException(
                        "failed to find driver \"" + driver + "\"; this version has: " + DOCKER + ", " + REMOTE);
        };
    }

    private static Endpoint endpoint(String endpoint) throws DriverException {
        try {
            return Endpoint.parse(endpoint);
        } catch (InvalidEndpointException e) {
            throw new DriverException(e.getMessage(), e);
        }
    }

    private static void refuseAll(Map<String, String> options) throws DriverException {
        if (!options.isEmpty()) {
            String first = new TreeSet<>(options.keySet()).first();
            throw new DriverException("invalid driver option " + first + " for docker driver");
        }
    }
}
