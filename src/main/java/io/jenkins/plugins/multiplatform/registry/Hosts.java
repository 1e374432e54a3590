package io.jenkins.plugins.multiplatform.registry;

import com.google.common.net.InetAddresses;
import java.net.URI;

/** What can be told of a host by its name alone: nothing here asks a name server. */
final class Hosts {
    private Hosts() {}

    /** {@code localhost}, 127.0.0.0/8 and ::1. */
    static boolean isLoopback(String host) {
        String name = withoutBrackets(host);
        return name.equalsIgnoreCase("localhost")
                || (InetAddresses.isInetAddress(name)
                        && InetAddresses.forString(name).isLoopbackAddress());
    }

    /** Host and port as they stand in a reference, {@code [::1]:5000}, without the port. */
    static String withoutPort(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return colon < 0 || hostAndPort.endsWith("]") ? hostAndPort : hostAndPort.substring(0, colon);
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** For messages: without user and query. */
    static String describe(URI uri) {
        return uri.getScheme() + "://" + withoutUser(uri) + uri.getPath();
    }

    /** Host and port of an address that was read as one. */
    static String withoutUser(URI uri) {
        String authority = uri.getRawAuthority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }
}
