package io.jenkins.plugins.multiplatform.jenkins.fleet;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.jenkins.agent.RunHost;
import io.jenkins.plugins.multiplatform.relay.RelayForward;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The controller's end of one call. Once closed it gives nothing more to anybody who still holds on to it. */
@Restricted(NoExternalUse.class)
public final class HostEnd implements RunHost, AutoCloseable {
    /** Opens a way to the sources. */
    @FunctionalInterface
    interface Connector {
        OutputStream connect(RelayForward forward) throws IOException;
    }

    private final RunAnswers answers;
    private final BuildListener listener;

    @CheckForNull
    private final Connector sources;

    private final String workspace;
    private final String node;
    private final CountDownLatch ended = new CountDownLatch(1);
    private RelayForward forward;
    private boolean closed;

    /** @param sources null if they are where the work is */
    HostEnd(
            RunAnswers answers,
            BuildListener listener,
            @CheckForNull Connector sources,
            String workspace,
            String node) {
        this.answers = answers;
        this.listener = listener;
        this.sources = sources;
        this.workspace = workspace;
        this.node = node;
    }

    CountDownLatch whenEnded() {
        return ended;
    }

    @Override
    public Credential forHost(String registryHost) throws CredentialException {
        requireOpen();
        return answers.credential(registryHost).orElse(null);
    }

    @Override
    public boolean servesTokens(String registryHost) throws AuthException {
        requireOpen();
        return answers.servesTokens(registryHost);
    }

    @Override
    public GrantedToken token(String registryHost, ArrayList<TokenScope> scopes, boolean anonymous)
            throws AuthException {
        requireOpen();
        return answers.token(registryHost, scopes, anonymous);
    }

    @Override
    public boolean answers(String registryHost) {
        synchronized (this) {
            if (closed) {
                return false;
            }
        }
        return answers.reaches(registryHost);
    }

    @Override
    public long asksToWait(String repository) {
        synchronized (this) {
            if (closed) {
                return 0;
            }
        }
        return answers.asksToWait(repository).toSeconds();
    }

    @Override
    public byte[] secret(String id) throws SecretException {
        requireOpenForSecrets();
        byte[] secret = answers.secret(id).orElse(null);
        // It may have been read from another machine, and the run may have ended meanwhile.
        requireOpenForSecrets();
        return secret;
    }

    private synchronized void requireOpenForSecrets() throws SecretException {
        if (closed) {
            throw new SecretException("no secrets are given out any more: the run is over");
        }
    }

    @Override
    public boolean offersSsh(String id) {
        synchronized (this) {
            if (closed) {
                return false;
            }
        }
        return answers.ssh(id).isPresent();
    }

    @Override
    public byte[] ssh(String id, byte[] request) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IOException("no SSH agent answers any more: the run is over");
            }
        }
        return answers.ssh(id, request);
    }

    private synchronized void requireOpen() throws CredentialException {
        if (closed) {
            throw new CredentialException("No credentials are given out any more: the run is over");
        }
    }

    @Override
    public void heard(BuildEvent event) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        listener.on(answers.masked().event(event));
    }

    @Override
    public OutputStream connect(OutputStream toNode) throws IOException {
        RelayForward opened;
        synchronized (this) {
            if (closed || sources == null || forward != null) {
                throw new IOException("no build context is offered to " + node + (closed ? " any more" : ""));
            }
            opened = new RelayForward(workspace, node);
            forward = opened;
        }
        try {
            opened.start(sources.connect(opened), toNode);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        return new RemoteOutputStream(opened.fromNode());
    }

    @Override
    public void ended() {
        ended.countDown();
    }

    @Override
    public void close() {
        RelayForward open;
        answers.close();
        synchronized (this) {
            closed = true;
            open = forward;
        }
        if (open != null) {
            open.close();
        }
    }
}
