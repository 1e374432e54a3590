package io.jenkins.plugins.multiplatform.driver;

import io.jenkins.plugins.multiplatform.transport.Endpoint;
import java.net.SocketException;
import java.util.regex.Pattern;

/** The words for a Docker Engine that can't be connected to, whoever tried: people search for them. */
final class UnreachableEngine {
    private static final Pattern CONNECT_PREFIX = Pattern.compile("^Connect to \\S+ (\\[[^]]*] )?failed: ");

    private UnreachableEngine() {}

    /** Whether it was a connection that could not be made, and nothing that came later. */
    static boolean isCauseOf(Throwable e) {
        return root(e) instanceof SocketException;
    }

    static DriverException toException(Endpoint endpoint, Throwable e) {
        String cure = endpoint.isTcp()
                ? "Is it running, and does it listen on this port?"
                : "Is it running, and may this user open its socket?";
        return new DriverException(
                "Cannot connect to the Docker Engine at " + endpoint + ": " + reason(root(e)) + ". " + cure, e);
    }

    private static Throwable root(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last;
    }

    private static String reason(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        // What the HTTP client says of a refused connection begins with its own idea of the address.
        return CONNECT_PREFIX.matcher(message).replaceFirst("");
    }
}
