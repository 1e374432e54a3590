package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.InspectText;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.jenkins.agent.FormatImageTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.InspectImageTask;
import io.jenkins.plugins.multiplatform.jenkins.config.MultiPlatformBuildConfiguration;
import io.jenkins.plugins.multiplatform.job.AgentText;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Looks at one image. */
final class ImagetoolsInspectExecution extends RegistryStepExecution<Serializable> {
    private static final long serialVersionUID = 1L;

    private final transient ImagetoolsInspectStep step;
    private final Reference image;

    ImagetoolsInspectExecution(ImagetoolsInspectStep step, Reference image, StepContext context) {
        super(context);
        this.step = step;
        this.image = image;
    }

    @Override
    Serializable execute() throws IOException, InterruptedException, InvalidArgumentException {
        RegistryTrust trust = MultiPlatformBuildConfiguration.get().registryTrust();
        List<String> hosts = List.of(image.domain());
        if (!step.getFormat().isEmpty()) {
            return call(
                    step.getCredentialsId(),
                    hosts,
                    answers -> new FormatImageTask(step.getImage(), step.getFormat(), trust, answers));
        }
        InspectedImage inspected =
                call(step.getCredentialsId(), hosts, answers -> new InspectImageTask(image.toString(), trust, answers));
        if (step.isRaw()) {
            return new String(inspected.raw(), StandardCharsets.UTF_8);
        }
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        mask().mask(InspectText.of(inspected)).lines().map(AgentText::logLine).forEach(log::println);
        return new InspectResult(inspected);
    }
}
