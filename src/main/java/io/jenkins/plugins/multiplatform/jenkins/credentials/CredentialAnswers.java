package io.jenkins.plugins.multiplatform.jenkins.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The one question that an agent may ask the controller while it builds. The controller exports an object of this type
 * and hands it over; nothing else of it can be reached.
 */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface CredentialAnswers {
    /**
     * @param registryHost as references name it
     * @return null for anonymous access
     */
    @CheckForNull
    Credential forHost(String registryHost) throws CredentialException;
}
