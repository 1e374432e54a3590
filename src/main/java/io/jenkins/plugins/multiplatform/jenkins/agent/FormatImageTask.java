package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.InspectFormat;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RemoteCredentials;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Puts an image through a template where the step runs: the template decides how much is asked of the registry.
 *
 * @param image as the script wrote it
 * @param credentials the controller's answers, exported to the agent's channel
 */
@Restricted(NoExternalUse.class)
public record FormatImageTask(String image, String format, RegistryTrust trust, CredentialAnswers credentials)
        implements AgentTask<String> {
    @Override
    public String run() throws AbortException, InterruptedException {
        try {
            RegistryClient client = new RegistryClient(trust.settings(), new RemoteCredentials(credentials));
            return new InspectFormat(client).show(image, format, false);
        } catch (RegistryException | ImageToolsException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Remoting shows it in thread names and logs; a record's own would ask the controller's object for its text. */
    @Override
    public String toString() {
        return "inspect image " + image;
    }
}
