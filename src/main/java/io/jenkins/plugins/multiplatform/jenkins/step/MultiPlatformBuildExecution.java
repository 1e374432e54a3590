package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.jenkins.action.RunBuilders;
import io.jenkins.plugins.multiplatform.jenkins.agent.BuildTask;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RegistryCredentials;
import io.jenkins.plugins.multiplatform.job.BuildArguments;
import io.jenkins.plugins.multiplatform.job.CredentialDesk;
import io.jenkins.plugins.multiplatform.job.DefaultBuilder;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import java.io.IOException;
import java.util.Optional;
import jenkins.security.HMACConfidentialKey;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A build in a run: finds its builder and credentials, and waits for the agent that builds. */
final class MultiPlatformBuildExecution extends EngineStepExecution<MultiPlatformBuildResult> {
    private static final long serialVersionUID = 1L;
    private static final HMACConfidentialKey SCOPE = new HMACConfidentialKey(MultiPlatformBuildStep.class, "scope", 32);
    private static final String SOURCE_POLICY = "EXPERIMENTAL_BUILDKIT_SOURCE_POLICY";

    private final transient MultiPlatformBuildStep step;
    private final transient BuildArguments arguments;

    MultiPlatformBuildExecution(MultiPlatformBuildStep step, BuildArguments arguments, StepContext context) {
        super(context);
        this.step = step;
        this.arguments = arguments;
    }

    @Override
    MultiPlatformBuildResult execute()
            throws IOException, InterruptedException, InvalidArgumentException, BuilderException {
        StepContext context = getContext();
        Run<?, ?> run = context.get(Run.class);
        TaskListener log = context.get(TaskListener.class);
        FilePath workspace = context.get(FilePath.class);
        EnvVars environment = context.get(EnvVars.class);
        BuilderInstance builder = builder(run, environment);
        BuildRequest request = arguments.toRequest(
                workspace.child(step.getContext()).getRemote(),
                remote(workspace, step.getFile()),
                environment,
                scope(run, context.get(Computer.class)));
        String policy = remote(workspace, environment.get(SOURCE_POLICY, ""));
        try (CredentialDesk desk = new RegistryCredentials(run)
                .open(step.getCredentialsId(), arguments.registryHosts(), log.getLogger()::println)) {
            VirtualChannel agent = workspace.getChannel();
            CredentialAnswers answers = agent.export(
                    CredentialAnswers.class, host -> desk.forHost(host).orElse(null));
            return new MultiPlatformBuildResult(agent.call(new BuildTask(builder, request, policy, answers, log)));
        }
    }

    private BuilderInstance builder(Run<?, ?> run, EnvVars environment) throws BuilderException {
        RunBuilders builders = RunBuilders.of(run);
        Optional<String> name = step.getBuilder().isEmpty() ? builders.current() : Optional.of(step.getBuilder());
        return name.isPresent() ? builders.require(name.get()) : DefaultBuilder.of(environment);
    }

    /** Says whose build it is to the daemons, which can't tell from it who that is. */
    private static String scope(Run<?, ?> run, Computer agent) {
        return SCOPE.mac(run.getParent().getFullName() + "\n" + agent.getName());
    }

    private static String remote(FilePath workspace, String path) {
        return path.isEmpty() ? "" : workspace.child(path).getRemote();
    }
}
