package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
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

    ImagetoolsInspectExecution(ImagetoolsInspectStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    Serializable execute() throws IOException, InterruptedException, InvalidArgumentException {
        RegistryTrust trust = MultiPlatformBuildConfiguration.get().registryTrust();
        String image = place();
        List<String> hosts = hosts();
        if (!step.getFormat().isEmpty()) {
            return call(
                    step.getCredentialsId(),
                    hosts,
                    answers -> new FormatImageTask(image, step.getFormat(), trust, answers));
        }
        InspectedImage inspected =
                call(step.getCredentialsId(), hosts, answers -> new InspectImageTask(image, trust, answers));
        if (step.isRaw()) {
            return new String(inspected.raw(), StandardCharsets.UTF_8);
        }
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        mask().mask(InspectText.of(inspected)).lines().map(AgentText::logLine).forEach(log::println);
        return new InspectResult(inspected);
    }

    /** Without a workspace the step runs on the controller, whose files are no images of a run. */
    private String place() throws IOException, InterruptedException, InvalidArgumentException {
        String image = step.getImage();
        if (!image.startsWith(LayoutReference.PREFIX)) {
            return image;
        }
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null) {
            throw new InvalidArgumentException("oci-layout:// names a folder of the workspace: run the step in a node");
        }
        try {
            return LayoutReference.parse(image)
                    .at(path -> workspace.child(path).getRemote())
                    .toString();
        } catch (InvalidReferenceException e) {
            throw new InvalidArgumentException(e.getMessage(), e);
        }
    }

    private List<String> hosts() throws InvalidArgumentException {
        try {
            return step.getImage().startsWith(LayoutReference.PREFIX)
                    ? List.of()
                    : List.of(Reference.parseNormalized(step.getImage()).domain());
        } catch (InvalidReferenceException e) {
            throw new InvalidArgumentException(e.getMessage(), e);
        }
    }
}
