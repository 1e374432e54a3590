package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.InspectText;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.jenkins.agent.InspectImageTask;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RegistryCredentials;
import io.jenkins.plugins.multiplatform.job.CredentialDesk;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Looks from the surrounding agent; outside of a {@code node} block, from the controller. */
final class ImagetoolsInspectExecution extends EngineStepExecution<Serializable> {
    private static final long serialVersionUID = 1L;

    private final transient ImagetoolsInspectStep step;
    private final Reference image;

    ImagetoolsInspectExecution(ImagetoolsInspectStep step, Reference image, StepContext context) {
        super(context);
        this.step = step;
        this.image = image;
    }

    @Override
    Serializable execute() throws IOException, InterruptedException {
        TaskListener log = getContext().get(TaskListener.class);
        InspectedImage inspected = inspect(log);
        if (step.isRaw()) {
            return new String(inspected.raw(), StandardCharsets.UTF_8);
        }
        log.getLogger().print(InspectText.of(inspected));
        return new InspectResult(inspected);
    }

    private InspectedImage inspect(TaskListener log) throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        VirtualChannel channel = workspace == null ? FilePath.localChannel : workspace.getChannel();
        try (CredentialDesk desk = new RegistryCredentials(getContext().get(Run.class))
                .open(step.getCredentialsId(), List.of(image.domain()), log.getLogger()::println)) {
            CredentialAnswers answers = channel.export(
                    CredentialAnswers.class, host -> desk.forHost(host).orElse(null));
            return channel.call(new InspectImageTask(image.toString(), answers));
        }
    }
}
