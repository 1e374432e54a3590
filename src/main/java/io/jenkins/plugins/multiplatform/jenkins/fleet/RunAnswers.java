package io.jenkins.plugins.multiplatform.jenkins.fleet;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.CredentialGuard;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
import io.jenkins.plugins.multiplatform.auth.ScopeGuard;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.buildkit.ssh.UsingAgent;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.job.MaskedReports;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the controller answers a machine that builds. It runs foreign code and may ask for anything: passwords, tokens and
 * requests to registries are the guard's to give, and a secret only goes to a machine that runs steps of a run that has it.
 * All of it is masked from then on in what the machine says.
 */
final class RunAnswers implements AutoCloseable {
    /** As OpenSSH's agent has it. */
    private static final int MOST_SSH_BYTES = 256 << 10;

    private final RunSite site;
    private final CredentialGuard guard;
    private final SecretSource secrets;
    private final SshAgents agents;

    private RunAnswers(RunSite site, CredentialGuard guard, SecretSource secrets, SshAgents agents) {
        this.site = site;
        this.guard = guard;
        this.secrets = secrets;
        this.agents = agents;
    }

    /** @param plan what the run does in its registries on that machine */
    static RunAnswers toBuild(RunSite site, ScopeGuard plan) {
        return new RunAnswers(site, guard(site, plan), site.secrets(), site.ssh());
    }

    /** For a machine that looks at a Dockerfile and runs no step of it. */
    static RunAnswers toCheck(RunSite site, ScopeGuard plan) {
        return new RunAnswers(site, guard(site, plan), SecretSource.none(), SshAgents.none());
    }

    /** For a machine that deals with the registries itself, and so needs the passwords. */
    static RunAnswers withPasswords(RunSite site) {
        return new RunAnswers(site, CredentialGuard.ofPasswords(site.credentials()), site.secrets(), site.ssh());
    }

    private static CredentialGuard guard(RunSite site, ScopeGuard plan) {
        return new CredentialGuard(site.credentials(), site.tokens(), plan);
    }

    Optional<Credential> credential(String host) throws CredentialException {
        try {
            Optional<Credential> credential = guard.password(host);
            credential.ifPresent(given -> {
                site.mask().add(given.secret());
                site.mask().add(given.registryToken());
            });
            return credential;
        } catch (CredentialException e) {
            throw e;
        } catch (AuthException e) {
            throw new CredentialException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    boolean servesTokens(String host) throws AuthException {
        try {
            return guard.servesTokens(host);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    GrantedToken token(String host, List<TokenScope> asked, boolean anonymous) throws AuthException {
        try {
            GrantedToken token = (anonymous ? guard.anonymousToken(host, asked) : guard.token(host, asked))
                    .orElseThrow(() -> new AuthException("no tokens are fetched for this registry"));
            site.mask().addToken(token.value());
            return token;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Asks for no other host than those that the run pushes to: an agent must not look around in our network. */
    boolean reaches(String host) {
        if (!guard.mayPing(host)) {
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
            if (!guard.mayPush(target.domain(), target.path())) {
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
            Optional<byte[]> secret = secrets.get(id);
            secret.ifPresent(site.mask()::add);
            return secret;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretException("interrupted");
        }
    }

    Optional<SshAgent> ssh(String id) {
        try {
            return agents.find(id);
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

    private static CredentialException interrupted() {
        Thread.currentThread().interrupt();
        return new CredentialException("interrupted");
    }

    /** Hides in what the machine says all that it may have been given. */
    MaskedReports masked() {
        return new MaskedReports(site.mask());
    }

    /** Nothing leaves any more, also not of what is under way. */
    @Override
    public void close() {
        guard.close();
    }
}
