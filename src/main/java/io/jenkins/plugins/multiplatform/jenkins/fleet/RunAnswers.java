package io.jenkins.plugins.multiplatform.jenkins.fleet;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
import io.jenkins.plugins.multiplatform.auth.ScopeGuard;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.UsingAgent;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the controller answers a machine that builds. It runs foreign code and may ask for anything: tokens are cut to
 * what the run needs, a password is given only for a registry that knows no tokens, and a secret only if the run has it.
 */
final class RunAnswers {
    /** As OpenSSH's agent has it. */
    private static final int MOST_SSH_BYTES = 256 << 10;

    private final RunSite site;
    private final TokenSource tokens;
    private final ScopeGuard guard;
    private final SecretSource secrets;

    /** @param guard what the run may do in its registries */
    RunAnswers(RunSite site, ScopeGuard guard) {
        this.site = site;
        this.tokens = site.tokens();
        this.guard = guard;
        this.secrets = site.secrets();
    }

    /** For a machine that deals with the registries itself, and so needs the passwords. */
    static RunAnswers withPasswords(RunSite site) {
        return new RunAnswers(site, ScopeGuard.closed());
    }

    Optional<Credential> credential(String host) throws CredentialException {
        if (guard.knows(host) && givesTokens(host)) {
            return Optional.empty();
        }
        return site.credentials().forHost(host);
    }

    boolean servesTokens(String host) throws AuthException {
        return guard.knows(host) && givesTokens(host);
    }

    GrantedToken token(String host, List<TokenScope> asked, boolean anonymous) throws AuthException {
        List<TokenScope> granted = guard.cut(host, asked);
        try {
            return anonymous ? tokens.fetchAnonymously(host, granted) : tokens.fetch(host, granted);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Asks for no other host than the run's: an agent must not look around in the controller's network. */
    boolean reaches(String host) {
        if (!guard.knows(host)) {
            return false;
        }
        try {
            return new RegistryClient(RunSite.registries(site.trust()), none -> Optional.empty()).answers(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Only for targets of the run, with the run's own credentials: the agent learns a number of seconds. */
    Duration asksToWait(String repository) {
        try {
            Reference target = Reference.parseNormalized(repository).nameOnly();
            List<TokenScope> push = List.of(TokenScope.pullAndPush(target.path()));
            if (!guard.knows(target.domain())
                    || !guard.cut(target.domain(), push).equals(push)) {
                return Duration.ZERO;
            }
            return new RegistryClient(RunSite.registries(site.trust()), site.credentials()).asksToWait(target);
        } catch (InvalidReferenceException e) {
            return Duration.ZERO;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Duration.ZERO;
        }
    }

    Optional<byte[]> secret(String id) throws SecretException {
        try {
            return secrets.get(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretException("interrupted");
        }
    }

    Optional<SshAgent> ssh(String id) {
        try {
            return site.ssh().find(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** @param request empty for none: whether the agent answers is all that is asked then */
    byte[] ssh(String id, byte[] request) throws IOException {
        Optional<SshAgent> agent = ssh(id);
        if (agent.isEmpty() || request.length > MOST_SSH_BYTES) {
            throw new IOException(agent.isEmpty() ? "unset ssh forward key " + id : "the question is too long");
        }
        try {
            if (request.length > 0) {
                return new UsingAgent(agent.get()).answer(request);
            }
            agent.get().check();
            return request;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean givesTokens(String host) throws CredentialException {
        try {
            return tokens.servesTokens(host);
        } catch (CredentialException e) {
            throw e;
        } catch (AuthException e) {
            throw new CredentialException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CredentialException interrupted() {
        Thread.currentThread().interrupt();
        return new CredentialException("interrupted");
    }
}
