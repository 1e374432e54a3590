package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import io.jenkins.plugins.multiplatform.registry.TrustedCertificates;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How registries are reached, for every command that talks to one. */
final class RegistryOptions {
    @Option(names = "--registry-ca", description = "Certificates (PEM) to trust besides the usual ones.")
    private Path authorities;

    @Option(names = "--registry-insecure", description = "HOST[:PORT] of a registry without TLS.")
    private List<String> insecure = List.of();

    RegistrySettings settings() throws RegistryException {
        RegistrySettings settings = RegistrySettings.standard();
        for (String host : insecure) {
            settings = settings.withInsecure(host);
        }
        return authorities == null ? settings : settings.withTrust(TrustedCertificates.fromPem(authorities));
    }
}
