package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.jenkins.action.RunBuilders;
import io.jenkins.plugins.multiplatform.jenkins.agent.InspectNodesTask;
import io.jenkins.plugins.multiplatform.jenkins.fleet.AgentCall;
import io.jenkins.plugins.multiplatform.jenkins.fleet.EngineJars;
import io.jenkins.plugins.multiplatform.job.AgentAnswers;
import io.jenkins.plugins.multiplatform.job.BuilderArguments;
import io.jenkins.plugins.multiplatform.job.BuilderReport;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.LabelledNodes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Remembers a builder with the run, and asks its nodes what they are if an agent is at hand that reaches them. */
final class CreateBuilderExecution extends EngineStepExecution<BuilderResult> {
    private static final long serialVersionUID = 1L;

    private final transient CreateBuilderStep step;
    private final transient BuilderArguments arguments;

    CreateBuilderExecution(CreateBuilderStep step, BuilderArguments arguments, StepContext context) {
        super(context);
        this.step = step;
        this.arguments = arguments;
    }

    @Override
    BuilderResult execute() throws IOException, InterruptedException, BuilderException, InvalidArgumentException {
        RunBuilders builders = RunBuilders.of(getContext().get(Run.class));
        BuilderInstance builder = arguments.saveTo(builders, getContext().get(EnvVars.class));
        if (step.isUse()) {
            builders.use(builder.name());
        }
        return inspect(builder);
    }

    private BuilderResult inspect(BuilderInstance builder) throws IOException, InterruptedException {
        TaskListener log = getContext().get(TaskListener.class);
        FilePath workspace = getContext().get(FilePath.class);
        if (!step.isBootstrap() || workspace == null || LabelledNodes.isLabelled(builder)) {
            log.getLogger()
                    .println("builder " + builder.name() + " created, its nodes are contacted by its first build");
            return new BuilderResult(
                    builder,
                    builder.nodes().stream().map(NodeResult::notContacted).toList());
        }
        EngineJars.toInspector(workspace.toComputer());
        List<NodeStatus> nodes =
                AgentAnswers.statuses(AgentCall.to(workspace).call(new InspectNodesTask(builder)), builder);
        BuilderReport report = new BuilderReport(builder, nodes);
        report.lines().forEach(log.getLogger()::println);
        Optional<String> failure = report.failure();
        if (failure.isPresent()) {
            throw new AbortException(failure.get());
        }
        return new BuilderResult(builder, nodes.stream().map(NodeResult::of).toList());
    }
}
