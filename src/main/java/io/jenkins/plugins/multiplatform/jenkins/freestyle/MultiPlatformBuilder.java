package io.jenkins.plugins.multiplatform.jenkins.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildPlace;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildRun;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import io.jenkins.plugins.multiplatform.jenkins.run.LogLabel;
import java.io.IOException;
import java.util.UUID;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A freestyle job's build step. The executor's thread waits for the agents that build. */
public final class MultiPlatformBuilder extends Builder implements SimpleBuildStep {
    private final BuildSettings settings;

    @DataBoundConstructor
    public MultiPlatformBuilder(BuildSettings settings) {
        this.settings = settings;
    }

    public BuildSettings getSettings() {
        return settings;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars environment,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        BuildSettings expanded = expanded(environment);
        try (LogLabel label = LogLabel.enter(run, expanded)) {
            perform(run, workspace, environment, expanded, label.log(listener));
        }
    }

    private void perform(
            Run<?, ?> run, FilePath workspace, EnvVars environment, BuildSettings expanded, TaskListener log)
            throws InterruptedException, IOException {
        Computer computer = workspace.toComputer();
        BuildPlace place = new BuildPlace(run, workspace, computer == null ? "" : computer.getName(), environment, log);
        BuildRun build = new BuildRun(place, expanded, UUID.randomUUID().toString());
        if (settings.isCheck()) {
            build.check();
            return;
        }
        if (settings.isDryRun()) {
            build.dryRun();
            return;
        }
        BuildResult result = build.run();
        if (!result.missing().isEmpty()) {
            run.setResult(Result.UNSTABLE);
        }
    }

    private BuildSettings expanded(EnvVars environment) throws AbortException {
        try {
            return settings.expand(environment);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Extension
    @Symbol("multiPlatformImage")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MultiPlatformBuilder_displayName();
        }
    }
}
