package io.jenkins.plugins.multiplatform.options;

import com.google.common.net.InetAddresses;
import java.util.ArrayList;
import java.util.List;

/** Lines for the {@code /etc/hosts} of RUN steps. */
final class ExtraHosts {
    private ExtraHosts() {}

    /**
     * From Docker's {@code name:address} to BuildKit's {@code name=address}.
     *
     * @param written several addresses of a name stand after commas, each bare or in brackets
     */
    static List<String> parse(List<String> written) throws InvalidOptionException {
        List<String> hosts = new ArrayList<>();
        for (String host : written) {
            int separator = host.indexOf('=') >= 0 ? host.indexOf('=') : host.indexOf(':');
            if (separator <= 0) {
                throw new InvalidOptionException("invalid host " + host);
            }
            String addresses = host.substring(separator + 1);
            for (String part : addresses.split(",", -1)) {
                String address = withoutBrackets(part);
                boolean gateway = addresses.equals(StepOptions.HOST_GATEWAY);
                if (!gateway && !InetAddresses.isInetAddress(address)) {
                    throw new InvalidOptionException("invalid host " + host);
                }
                hosts.add(host.substring(0, separator) + "=" + address);
            }
        }
        return hosts;
    }

    private static String withoutBrackets(String address) {
        boolean bracketed = address.length() > 2 && address.startsWith("[") && address.endsWith("]");
        return bracketed ? address.substring(1, address.length() - 1) : address;
    }
}
