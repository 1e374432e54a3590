package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.imagetools.CreateRequest;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import io.jenkins.plugins.multiplatform.jenkins.action.ImageFingerprints;
import io.jenkins.plugins.multiplatform.jenkins.action.ImagesAction;
import io.jenkins.plugins.multiplatform.jenkins.agent.CreateImageTask;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Joins images, and remembers what was tagged with the run. */
final class ImagetoolsCreateExecution extends RegistryStepExecution<ImagetoolsCreateResult> {
    private static final long serialVersionUID = 1L;

    private final transient CreateRequest request;
    private final transient String credentialsId;
    private final transient List<String> hosts;

    /** @param hosts the registries that the credentials are for */
    ImagetoolsCreateExecution(CreateRequest request, String credentialsId, List<String> hosts, StepContext context) {
        super(context);
        this.request = request;
        this.credentialsId = credentialsId;
        this.hosts = List.copyOf(hosts);
    }

    @Override
    ImagetoolsCreateResult execute() throws IOException, InterruptedException {
        TaskListener listener = getContext().get(TaskListener.class);
        CreateResult created = call(credentialsId, hosts, answers -> new CreateImageTask(request, answers, listener));
        PrintStream log = listener.getLogger();
        created.notes().forEach(note -> log.println("note: " + note));
        if (request.dryRun()) {
            log.println(created.text());
        } else {
            Run<?, ?> run = getContext().get(Run.class);
            ImagesAction.of(run).created(created);
            ImageFingerprints.record(run, created);
        }
        return new ImagetoolsCreateResult(created);
    }
}
