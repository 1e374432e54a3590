package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers the machines that build when they ask for registry credentials, as long as their run goes on. It answers for
 * the hosts of the run's own tags and for no others: whoever asks may have been told what to ask by the sources that it
 * builds. Other hosts are used anonymously, and the log says so once for each.
 */
public final class CredentialDesk implements CredentialSource, AutoCloseable {
    private static final int HOSTS_NAMED_IN_LOG = 20;
    private static final int LONGEST_NAME = 100;

    private final Map<String, Supplier<Credential>> credentials;
    private final Consumer<String> log;
    private final Set<String> refused = new HashSet<>();
    private boolean open = true;

    /**
     * @param credentials by host, as references name hosts; read when asked for, so that a renewed one is seen
     * @param log takes a line for each host that is refused
     */
    public CredentialDesk(Map<String, Supplier<Credential>> credentials, Consumer<String> log) {
        this.credentials = Map.copyOf(credentials);
        this.log = log;
    }

    @Override
    public Optional<Credential> forHost(String registryHost) throws CredentialException {
        Supplier<Credential> credential = credentials.get(registryHost);
        synchronized (this) {
            if (!open) {
                throw new CredentialException("No credentials are given out any more: the run is over");
            }
            if (credential == null) {
                refuse(registryHost);
                return Optional.empty();
            }
        }
        return Optional.of(credential.get());
    }

    /** Ends all answering. Whoever still holds on to this gets nothing from it. */
    @Override
    public synchronized void close() {
        open = false;
    }

    private void refuse(String host) {
        if (credentials.isEmpty() || refused.size() >= HOSTS_NAMED_IN_LOG || !refused.add(host)) {
            return;
        }
        String name = host.replaceAll("[^\\w.:\\[\\]-]", "?");
        log.accept("no credentials for " + name.substring(0, Math.min(LONGEST_NAME, name.length()))
                + ": it is used anonymously, those given are for "
                + String.join(", ", credentials.keySet().stream().sorted().toList()));
    }
}
