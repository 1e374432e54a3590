package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RegistryCredentials;
import io.jenkins.plugins.multiplatform.jenkins.fleet.AgentCall;
import io.jenkins.plugins.multiplatform.job.CredentialDesk;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.RegistryLogins;
import io.jenkins.plugins.multiplatform.job.SecretMask;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Asks registries from the surrounding agent, which may reach others than the controller does; outside of a {@code node}
 * block, from the controller.
 */
abstract class RegistryStepExecution<T extends Serializable> extends EngineStepExecution<T> {
    private static final long serialVersionUID = 1L;

    private transient SecretMask mask;

    RegistryStepExecution(StepContext context) {
        super(context);
    }

    /** @param hosts the registries that the credentials are for */
    final <V> V call(
            String credentialsId, Collection<String> hosts, Function<CredentialAnswers, Callable<V, IOException>> task)
            throws IOException, InterruptedException, InvalidArgumentException {
        TaskListener log = getContext().get(TaskListener.class);
        FilePath workspace = getContext().get(FilePath.class);
        VirtualChannel channel = workspace == null ? FilePath.localChannel : workspace.getChannel();
        try (CredentialDesk desk = new RegistryCredentials(getContext().get(Run.class))
                .open(RegistryLogins.of(credentialsId).byHost(hosts), Map.of(), log.getLogger()::println)) {
            CredentialAnswers answers = channel.export(
                    CredentialAnswers.class, host -> handOut(desk.forHost(host).orElse(null)));
            AgentCall agent = workspace == null ? new AgentCall(channel, "") : AgentCall.to(workspace);
            return agent.call(task.apply(answers));
        } catch (IOException e) {
            throw masked(e);
        }
    }

    @CheckForNull
    private Credential handOut(@CheckForNull Credential credential) {
        if (credential != null) {
            mask().add(credential.secret());
            mask().add(credential.registryToken());
        }
        return credential;
    }

    /** Of the password that the agent is given. */
    final synchronized SecretMask mask() {
        if (mask == null) {
            mask = new SecretMask(SecretPatterns::getAggregateSecretPattern);
        }
        return mask;
    }

    private IOException masked(IOException e) {
        String text = String.valueOf(e.getMessage());
        return mask().mask(text).equals(text) ? e : new AbortException(mask().mask(text));
    }
}
