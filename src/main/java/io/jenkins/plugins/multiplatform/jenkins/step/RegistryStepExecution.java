package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RegistryCredentials;
import io.jenkins.plugins.multiplatform.jenkins.fleet.AgentCall;
import io.jenkins.plugins.multiplatform.job.CredentialDesk;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.RegistryLogins;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Asks registries from the surrounding agent, which may reach others than the controller does; outside of a {@code node}
 * block, from the controller.
 */
abstract class RegistryStepExecution<T extends Serializable> extends EngineStepExecution<T> {
    private static final long serialVersionUID = 1L;

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
                    CredentialAnswers.class, host -> desk.forHost(host).orElse(null));
            AgentCall agent = workspace == null ? new AgentCall(channel, "") : AgentCall.to(workspace);
            return agent.call(task.apply(answers));
        }
    }
}
