package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.multiplatform.imagetools.CreateRequest;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.jenkins.action.ImageFingerprints;
import io.jenkins.plugins.multiplatform.jenkins.action.ImagesAction;
import io.jenkins.plugins.multiplatform.jenkins.agent.CreateImageTask;
import io.jenkins.plugins.multiplatform.jenkins.config.MultiPlatformBuildConfiguration;
import io.jenkins.plugins.multiplatform.jenkins.fleet.LogEnd;
import io.jenkins.plugins.multiplatform.job.AgentAnswers;
import io.jenkins.plugins.multiplatform.job.AgentText;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.io.IOException;
import java.io.PrintStream;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Joins images, and remembers what was tagged with the run. */
final class ImagetoolsCreateExecution extends RegistryStepExecution<ImagetoolsCreateResult> {
    private static final long serialVersionUID = 1L;

    private final transient ImagetoolsCreateStep step;

    ImagetoolsCreateExecution(ImagetoolsCreateStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    ImagetoolsCreateResult execute() throws IOException, InterruptedException, InvalidArgumentException {
        CreateRequest request = placed(step.toRequest());
        RegistryTrust trust = MultiPlatformBuildConfiguration.get().registryTrust();
        TaskListener listener = getContext().get(TaskListener.class);
        FilePath workspace = getContext().get(FilePath.class);
        boolean onController = workspace == null || FilePath.localChannel.equals(workspace.getChannel());
        CreateResult created;
        try (LogEnd end = new LogEnd(listener, mask())) {
            created = call(
                    step.getCredentialsId(),
                    ImagetoolsChecks.hosts(request),
                    answers -> new CreateImageTask(request, trust, answers, new RemoteOutputStream(end), onController));
        }
        created = AgentAnswers.created(created, request);
        PrintStream log = listener.getLogger();
        created.notes().forEach(note -> log.println("note: " + mask().mask(note)));
        if (request.dryRun()) {
            mask().mask(created.text()).lines().map(AgentText::logLine).forEach(log::println);
        } else {
            Run<?, ?> run = getContext().get(Run.class);
            ImagesAction.of(run).created(created);
            ImageFingerprints.record(run, created);
        }
        return new ImagetoolsCreateResult(created);
    }

    /** Without a workspace the step runs on the controller, whose files are nobody's sources. */
    private CreateRequest placed(CreateRequest request)
            throws IOException, InterruptedException, InvalidArgumentException {
        FilePath workspace = getContext().get(FilePath.class);
        try {
            CreateRequest placed = request.withLayouts(
                    path -> workspace == null ? "" : workspace.child(path).getRemote());
            if (workspace == null && !placed.equals(request)) {
                throw new InvalidArgumentException(
                        "oci-layout:// names a folder of the workspace: run the step in a node");
            }
            return placed;
        } catch (ImageToolsException e) {
            throw new InvalidArgumentException(e.getMessage(), e);
        }
    }
}
