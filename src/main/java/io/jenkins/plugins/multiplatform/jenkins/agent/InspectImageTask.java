package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.imagetools.ImageInspector;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RemoteCredentials;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Looks at an image from where the step runs: an agent may see registries that others don't.
 *
 * @param credentials the controller's answers, exported to the agent's channel
 */
@Restricted(NoExternalUse.class)
public record InspectImageTask(String image, RegistryTrust trust, CredentialAnswers credentials)
        implements AgentTask<InspectedImage> {
    @Override
    public InspectedImage run() throws AbortException, InterruptedException {
        try {
            RegistryClient client = new RegistryClient(trust.settings(), new RemoteCredentials(credentials));
            return new ImageInspector(client).inspect(image);
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
