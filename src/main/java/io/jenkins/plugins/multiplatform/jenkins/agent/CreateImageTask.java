package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.imagetools.CreateRequest;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import io.jenkins.plugins.multiplatform.imagetools.ImageCreator;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RemoteCredentials;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.io.OutputStream;
import java.time.Duration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Joins images from where the step runs. Unlike the tags of a build, which are a few small documents, a copy may be of
 * any size, and it must not go through the controller.
 *
 * @param credentials the controller's answers, exported to the agent's channel
 * @param log the run's
 * @param onController whether the step runs on no agent, and copies go through the controller after all
 */
@Restricted(NoExternalUse.class)
public record CreateImageTask(
        CreateRequest request,
        RegistryTrust trust,
        CredentialAnswers credentials,
        OutputStream log,
        boolean onController)
        implements AgentTask<CreateResult> {
    private static final long MAX_GIBIBYTES = 2;
    private static final String CURE = "Run the step on an agent, in a node block: there is no limit there";
    private static final Duration MAX_TIME = Duration.ofHours(1);

    @Override
    public CreateResult run() throws AbortException, InterruptedException {
        try (AgentLog lines = new AgentLog(log)) {
            RegistryClient client = new RegistryClient(trust.settings(), new RemoteCredentials(credentials));
            if (onController && !request.dryRun()) {
                client.limitCopies(MAX_GIBIBYTES << 30, MAX_TIME, CURE);
                lines.println("this step runs on no agent: what has to be copied between registries goes through the"
                        + " Jenkins controller, " + MAX_GIBIBYTES + " GiB and " + MAX_TIME.toMinutes()
                        + " minutes at most");
            }
            return new ImageCreator(client, lines::println).create(request);
        } catch (RegistryException | ImageToolsException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Remoting shows it in thread names and logs; a record's own would ask the controller's object for its text. */
    @Override
    public String toString() {
        return "create image " + String.join(", ", request.tags());
    }
}
