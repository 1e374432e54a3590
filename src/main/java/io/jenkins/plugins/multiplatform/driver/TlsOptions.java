package io.jenkins.plugins.multiplatform.driver;

import io.jenkins.plugins.multiplatform.transport.TlsMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The options by which a remote driver is told its keys and certificates: paths on the machine that connects. */
record TlsOptions(Map<String, String> options) {
    private static final Set<String> KNOWN = Set.of("cacert", "cert", "key", "servername");

    static TlsOptions of(Map<String, String> options) throws DriverException {
        for (String option : new TreeSet<>(options.keySet())) {
            if (!KNOWN.contains(option)) {
                throw new DriverException("invalid driver option " + option + " for remote driver");
            }
            String value = options.get(option);
            // Either system's form: the path may belong to an agent with another one than this machine.
            if (!option.equals("servername") && !value.matches("(/|[A-Za-z]:[\\\\/]).*")) {
                throw new DriverException("non-absolute path '" + value + "' provided for " + option);
            }
        }
        if (options.containsKey("cert") != options.containsKey("key")) {
            throw new DriverException("tls enabled, but missing keys " + (options.containsKey("cert") ? "key" : "cert")
                    + ": a client certificate needs both");
        }
        return new TlsOptions(options);
    }

    /** Reads the files; empty when no option asks for TLS. */
    Optional<TlsMaterial> read() throws DriverException {
        if (options.isEmpty()) {
            return Optional.empty();
        }
        try {
            TlsMaterial material = TlsMaterial.system();
            if (options.containsKey("cacert")) {
                material = material.withAuthorities(Path.of(options.get("cacert")));
            }
            if (options.containsKey("cert")) {
                material = material.withClient(Path.of(options.get("cert")), Path.of(options.get("key")));
            }
            return Optional.of(
                    options.containsKey("servername") ? material.withServerName(options.get("servername")) : material);
        } catch (IOException e) {
            throw new DriverException("failed to read the TLS material of a remote driver: " + e.getMessage(), e);
        }
    }
}
