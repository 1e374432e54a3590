package io.jenkins.plugins.multiplatform.registry;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * Registries that a JVM would not speak to by itself. Goes to other machines, each of which has proxies and authorities
 * of its own.
 *
 * @param insecureHosts hosts, with port if any, that may be without TLS; see {@link RegistrySettings}
 * @param certificates authorities to trust besides those of the JVM, as PEM; empty for none
 */
public record RegistryTrust(Set<String> insecureHosts, String certificates) implements Serializable {
    public static final RegistryTrust NONE = new RegistryTrust(Set.of(), "");

    private static final String HOST = "[A-Za-z0-9.-]+(:\\d+)?|\\[[0-9A-Fa-f:]+](:\\d+)?";

    public RegistryTrust {
        insecureHosts = Set.copyOf(insecureHosts);
    }

    /**
     * Reads what a person wrote.
     *
     * @param hosts with or without {@code http://} before them
     * @param certificates may be empty
     * @throws RegistryException if a host is none, or there is no certificate in the text
     */
    public static RegistryTrust parse(List<String> hosts, String certificates) throws RegistryException {
        List<String> bare = hosts.stream()
                .map(host -> host.strip().replaceFirst("^https?://", "").replaceFirst("/$", ""))
                .filter(host -> !host.isEmpty())
                .toList();
        for (String host : bare) {
            if (!host.matches(HOST)) {
                throw new RegistryException("\"" + host + "\" is no host of a registry: expected HOST[:PORT]");
            }
        }
        RegistryTrust trust = new RegistryTrust(Set.copyOf(bare), certificates.strip());
        trust.settings();
        return trust;
    }

    /** For the machine that asks. */
    public RegistrySettings settings() throws RegistryException {
        RegistrySettings settings = RegistrySettings.standard();
        for (String host : insecureHosts) {
            settings = settings.withInsecure(host);
        }
        return certificates.isEmpty() ? settings : settings.withTrust(TrustedCertificates.fromPem(certificates));
    }
}
