package io.jenkins.plugins.multiplatform.jenkins.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * All that a machine may ask of the controller while it builds for one run. The controller exports an object of this
 * type, hands it over, and makes it deaf when the machine's part is over; nothing else of it can be reached.
 */
@Restricted(NoExternalUse.class)
public interface RunHost extends CredentialAnswers {
    /** Tells what happened, but for progress, which goes into the log. */
    void heard(BuildEvent event);

    /** Whether the controller fetches tokens for this registry; then no password is given out for it. */
    boolean servesTokens(String registryHost) throws AuthException;

    /**
     * Fetches a token, for as much of what is asked as the run may do.
     *
     * @param anonymous for what everybody may do
     */
    GrantedToken token(String registryHost, ArrayList<TokenScope> scopes, boolean anonymous) throws AuthException;

    /** Whether one of the run's registries answers the controller now; false for any other registry. */
    boolean answers(String registryHost);

    /**
     * How long a registry asks the controller to wait before it pushes to a repository.
     *
     * @return seconds; zero for nothing, and for a repository that the run does not push to
     */
    long asksToWait(String repository);

    /** A secret of the run's; null if it has none of this ID. */
    @CheckForNull
    byte[] secret(String id) throws SecretException;

    /** Whether the run has an SSH agent of this ID. */
    boolean offersSsh(String id);

    /**
     * Asks one of the run's SSH agents.
     *
     * @param request empty to find out whether it answers
     * @throws IOException with a text for users if it is gone
     */
    byte[] ssh(String id, byte[] request) throws IOException;

    /**
     * Connects to the machine that has the sources.
     *
     * @param toNode where that machine's bytes are written
     * @return where bytes for that machine are written
     * @throws IOException if there is no such machine any more
     */
    OutputStream connect(OutputStream toNode) throws IOException;

    /** Tells that nothing runs any more on the machine for this run. */
    void ended();
}
