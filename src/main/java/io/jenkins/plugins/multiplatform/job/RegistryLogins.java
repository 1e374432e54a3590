package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.platform.ShownAddress;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which credentials are for which registry, as a job's author wrote it.
 *
 * @param byUrl credentials' IDs; an address as docker-commons has it, or a host alone; empty for Docker Hub
 * @param others ID of those for the tags' registries that have none of their own; empty for none
 */
public record RegistryLogins(Map<String, String> byUrl, String others) {
    public static final String DOCKER_HUB = "docker.io";
    private static final Set<String> DOCKER_HUB_HOSTS =
            Set.of(DOCKER_HUB, "index.docker.io", "registry-1.docker.io", "hub.docker.com");

    public RegistryLogins {
        byUrl = new LinkedHashMap<>(byUrl);
    }

    /** One for all. */
    public static RegistryLogins of(String credentialsId) {
        return new RegistryLogins(Map.of(), credentialsId);
    }

    /**
     * Credentials' IDs by host, as references name hosts.
     *
     * @param tagged hosts of the tags
     */
    public Map<String, String> byHost(Collection<String> tagged) throws InvalidArgumentException {
        Map<String, String> result = new LinkedHashMap<>();
        for (Map.Entry<String, String> login : byUrl.entrySet()) {
            String host = host(login.getKey());
            if (login.getValue().isEmpty()) {
                throw new InvalidArgumentException(
                        "registries: no credentials are named for " + host + ": expected url and credentialsId");
            }
            if (result.putIfAbsent(host, login.getValue()) != null) {
                throw new InvalidArgumentException("registries: " + host + " is named twice");
            }
        }
        if (!others.isEmpty()) {
            new LinkedHashSet<>(tagged).forEach(host -> result.putIfAbsent(host, others));
        }
        return result;
    }

    /**
     * What another machine may say of logins: a login for a host that was not asked for would let it choose whom this
     * machine contacts.
     */
    public static Map<String, Credential> only(Collection<String> asked, Map<String, Credential> answered) {
        Map<String, Credential> logins = new LinkedHashMap<>(answered);
        logins.keySet().retainAll(asked);
        return logins;
    }

    private static String host(String url) throws InvalidArgumentException {
        String address = url.strip();
        if (address.isEmpty()) {
            return DOCKER_HUB;
        }
        try {
            URI uri = URI.create(address.contains("://") ? address : "https://" + address);
            String host = uri.getRawAuthority();
            if (host == null || host.isEmpty() || host.indexOf('@') >= 0) {
                throw new IllegalArgumentException();
            }
            String name = host.toLowerCase(Locale.ROOT);
            return DOCKER_HUB_HOSTS.contains(name) ? DOCKER_HUB : name;
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException(
                    "registries: \"" + ShownAddress.in(address)
                            + "\" is no address of a registry: expected https://HOST[:PORT] and no user",
                    e);
        }
    }
}
