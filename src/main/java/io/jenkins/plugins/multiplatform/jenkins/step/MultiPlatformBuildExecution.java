package io.jenkins.plugins.multiplatform.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildPlace;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildRun;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildThreads;
import io.jenkins.plugins.multiplatform.jenkins.run.LogLabel;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A build in a Pipeline. Its thread lives in this controller's process; what it has finished is kept with the run, so
 * that a restarted controller goes on from there.
 */
final class MultiPlatformBuildExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final BuildSettings settings;
    /** Names this build among those of its run. */
    private final String id = UUID.randomUUID().toString();

    private transient volatile Thread worker;
    private transient volatile Throwable stopped;

    MultiPlatformBuildExecution(BuildSettings settings, StepContext context) {
        super(context);
        this.settings = settings;
    }

    @Override
    public boolean start() {
        begin(false);
        return false;
    }

    @Override
    public void onResume() {
        begin(true);
    }

    @Override
    public synchronized void stop(Throwable cause) {
        stopped = cause;
        Thread thread = worker;
        if (thread == null) {
            getContext().onFailure(cause);
        } else {
            thread.interrupt();
        }
    }

    @Override
    public String getStatus() {
        Thread thread = worker;
        return thread == null ? "not running" : "building on thread " + thread.getName();
    }

    private void begin(boolean again) {
        BuildThreads.start(() -> work(again));
    }

    private void work(boolean again) {
        synchronized (this) {
            if (stopped != null) {
                return;
            }
            worker = Thread.currentThread();
        }
        Serializable result = null;
        Throwable failure = null;
        try {
            result = run(again);
        } catch (Throwable e) {
            // Any: a step that does not end leaves its Pipeline hanging.
            failure = e;
        }
        synchronized (this) {
            worker = null;
            Thread.interrupted();
        }
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null || jenkins.isTerminating()) {
            // Not a failure: the agents were disconnected, and the next controller goes on.
            return;
        }
        end(result, failure);
    }

    private void end(Serializable result, Throwable failure) {
        if (failure == null) {
            getContext().onSuccess(result);
            return;
        }
        if (stopped == null) {
            getContext().onFailure(failure instanceof InterruptedException ? new AbortException("stopped") : failure);
            return;
        }
        getContext().onFailure(stopped);
    }

    private Serializable run(boolean again) throws IOException, InterruptedException {
        StepContext context = getContext();
        Thread.currentThread().setName("multi-platform build of " + context.get(Run.class));
        TaskListener log = context.get(TaskListener.class);
        if (again) {
            log.getLogger().println("Jenkins was restarted: going on with the platforms that are not finished");
        }
        try (LogLabel label = LogLabel.enter(context.get(Run.class), settings)) {
            return run(label.log(log));
        }
    }

    private Serializable run(TaskListener log) throws IOException, InterruptedException {
        StepContext context = getContext();
        BuildPlace place = new BuildPlace(
                context.get(Run.class),
                context.get(FilePath.class),
                context.get(Computer.class).getName(),
                context.get(EnvVars.class),
                log);
        BuildRun build = new BuildRun(place, settings, id);
        if (settings.isCheck()) {
            build.check();
            return null;
        }
        if (settings.isDryRun()) {
            return new PlanResult(build.dryRun());
        }
        BuildResult result = build.run();
        if (!result.missing().isEmpty()) {
            String warning = BuildRun.describeMissing(result);
            context.get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(warning));
            context.get(Run.class).setResult(Result.UNSTABLE);
        }
        return new MultiPlatformBuildResult(result);
    }
}
