package io.jenkins.plugins.multiplatform.registry;

import java.net.ProxySelector;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * How registries are reached.
 *
 * @param plainHttpHosts hosts (with port, if any) that were written with {@code http://}: never spoken to with TLS
 * @param insecureHosts hosts that may be without TLS: TLS is tried first. Loopback hosts always belong to them, as for
 *     Docker and containerd. Unlike there, a certificate that is shown is checked all the same: see {@link #trust()}
 * @param trust nothing for the JVM's own certificate authorities; else see {@link TrustedCertificates}
 * @param proxy for http and https
 */
public record RegistrySettings(
        Set<String> plainHttpHosts,
        Set<String> insecureHosts,
        Optional<SSLContext> trust,
        ProxySelector proxy,
        RetryPolicy retries) {
    public RegistrySettings {
        plainHttpHosts = lowerCase(plainHttpHosts);
        insecureHosts = lowerCase(insecureHosts);
    }

    /** Proxies as the environment says, nothing insecure but loopback. */
    public static RegistrySettings standard() {
        return new RegistrySettings(
                Set.of(), Set.of(), Optional.empty(), ProxyFromEnvironment.of(System.getenv()), RetryPolicy.standard());
    }

    public RegistrySettings withPlainHttp(String host) {
        return new RegistrySettings(and(plainHttpHosts, host), insecureHosts, trust, proxy, retries);
    }

    public RegistrySettings withInsecure(String host) {
        return new RegistrySettings(plainHttpHosts, and(insecureHosts, host), trust, proxy, retries);
    }

    public RegistrySettings withTrust(SSLContext newTrust) {
        return new RegistrySettings(plainHttpHosts, insecureHosts, Optional.of(newTrust), proxy, retries);
    }

    public RegistrySettings withProxy(ProxySelector newProxy) {
        return new RegistrySettings(plainHttpHosts, insecureHosts, trust, newProxy, retries);
    }

    public RegistrySettings withRetries(RetryPolicy newRetries) {
        return new RegistrySettings(plainHttpHosts, insecureHosts, trust, proxy, newRetries);
    }

    /** As references have them. */
    private static Set<String> lowerCase(Set<String> hosts) {
        return hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> and(Set<String> hosts, String host) {
        Set<String> all = new TreeSet<>(hosts);
        all.add(host);
        return all;
    }
}
