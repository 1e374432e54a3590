package io.jenkins.plugins.multiplatform.registry;

import com.google.common.net.InetAddresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be told of a host by its name alone: nothing here asks a name server. */
final class Hosts {
    private static final int MAX_PORT = 65_535;
    private static final Pattern PORT = Pattern.compile(":0*([0-9]+)$");
    private static final Pattern NUMERIC_END = Pattern.compile("(?:^|\\.)[0-9][^.]*$");

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

    /**
     * Where a registry answers.
     *
     * @param authority as it stands in a reference, whose grammar takes more than is a host
     */
    static URI base(String scheme, String authority) throws InvalidHostException {
        try {
            return requireHost(new URI(scheme + "://" + authority), authority);
        } catch (URISyntaxException e) {
            throw new InvalidHostException("\"" + authority + "\" names no host: " + fault(authority));
        }
    }

    /**
     * Only such an address can be asked.
     *
     * @param authority for the message, without user and password
     */
    static URI requireHost(URI uri, String authority) throws InvalidHostException {
        if (uri.getHost() == null || uri.getPort() > MAX_PORT) {
            throw new InvalidHostException("\"" + authority + "\" names no host: " + fault(authority));
        }
        return uri;
    }

    private static String fault(String authority) {
        Matcher port = PORT.matcher(authority);
        if (port.find() && (port.group(1).length() > 5 || Integer.parseInt(port.group(1)) > MAX_PORT)) {
            return MAX_PORT + " is the largest port";
        }
        if (authority.startsWith("[")) {
            return "no IPv6 address stands in the brackets";
        }
        return NUMERIC_END.matcher(withoutPort(authority)).find()
                ? "its last part begins with a digit, as those of IPv4 addresses alone do, which have four numbers"
                : "a name has letters, digits, hyphens and dots";
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
