package io.jenkins.plugins.multiplatform.registry;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hosts of {@code NO_PROXY}: names (and all below them), {@code .names} (only below), addresses, CIDR ranges, each
 * with a port if wanted, or {@code *}. Loopback hosts are never asked for through a proxy.
 */
record NoProxy(List<String> entries) {
    static NoProxy parse(String value) {
        return new NoProxy(Arrays.stream(value.toLowerCase(Locale.ROOT).split(","))
                .map(String::trim)
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    boolean matches(String uriHost, int port) {
        String host = Hosts.withoutBrackets(uriHost.toLowerCase(Locale.ROOT));
        return Hosts.isLoopback(host) || entries.stream().anyMatch(entry -> matches(entry, host, port));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return InetAddresses.isInetAddress(host) && isInRange(entry, InetAddresses.forString(host));
        }
        String name = Hosts.withoutBrackets(entry);
        if (!InetAddresses.isInetAddress(name) && entry.indexOf(':') >= 0) {
            if (!entry.endsWith(":" + port)) {
                return false;
            }
            name = Hosts.withoutBrackets(entry.substring(0, entry.lastIndexOf(':')));
        }
        String suffix = name.startsWith("*.") ? name.substring(1) : name;
        return suffix.startsWith(".") ? host.endsWith(suffix) : host.equals(suffix) || host.endsWith("." + suffix);
    }

    private static boolean isInRange(String range, InetAddress address) {
        int slash = range.indexOf('/');
        String prefix = range.substring(slash + 1);
        if (!InetAddresses.isInetAddress(range.substring(0, slash)) || !prefix.matches("[0-9]{1,3}")) {
            return false;
        }
        byte[] network = InetAddresses.forString(range.substring(0, slash)).getAddress();
        byte[] bytes = address.getAddress();
        int bits = Integer.parseInt(prefix);
        if (network.length != bytes.length || bits > bytes.length * 8) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> (i % 8);
            if ((network[i / 8] & mask) != (bytes[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
