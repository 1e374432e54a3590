package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Descriptor;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildForms;
import io.jenkins.plugins.multiplatform.jenkins.run.BuildSettings;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * {@code multiPlatformBuild}: one image for several platforms, each built on its agent, under one tag.
 *
 * <p>Declarative Pipelines compare literals with the setters' types and names before {@link
 * DescriptorImpl#customInstantiate} sees them, and let an array be given any literal.
 */
public final class MultiPlatformBuildStep extends MultiPlatformOptionsStep {
    @DataBoundConstructor
    public MultiPlatformBuildStep() {}

    public List<String> getPlatforms() {
        return settings.getPlatforms();
    }

    @DataBoundSetter
    public void setPlatforms(@CheckForNull String... platforms) {
        settings.setPlatforms(Forms.list(platforms));
    }

    public List<String> getTags() {
        return settings.getTags();
    }

    @DataBoundSetter
    public void setTags(@CheckForNull String... tags) {
        settings.setTags(Forms.list(tags));
    }

    /** Null: a script's {@code tag} becomes {@code tags} before it gets here. */
    @CheckForNull
    public String getTag() {
        return null;
    }

    @DataBoundSetter
    public void setTag(@CheckForNull String tag) {
        settings.setTags(tag == null ? List.of() : List.of(tag));
    }

    public String getContext() {
        return settings.getContext();
    }

    @DataBoundSetter
    public void setContext(@CheckForNull String context) {
        settings.setContext(context);
    }

    public String getFile() {
        return settings.getFile();
    }

    @DataBoundSetter
    public void setFile(@CheckForNull String file) {
        settings.setFile(file);
    }

    public String getTarget() {
        return settings.getTarget();
    }

    @DataBoundSetter
    public void setTarget(@CheckForNull String target) {
        settings.setTarget(target);
    }

    public List<String> getBuildArgs() {
        return settings.getBuildArgs();
    }

    @DataBoundSetter
    public void setBuildArgs(@CheckForNull String... buildArgs) {
        settings.setBuildArgs(Forms.list(buildArgs));
    }

    public List<String> getLabels() {
        return settings.getLabels();
    }

    @DataBoundSetter
    public void setLabels(@CheckForNull String... labels) {
        settings.setLabels(Forms.list(labels));
    }

    public boolean isNoCache() {
        return settings.isNoCache();
    }

    @DataBoundSetter
    public void setNoCache(boolean noCache) {
        settings.setNoCache(noCache);
    }

    public boolean isPull() {
        return settings.isPull();
    }

    @DataBoundSetter
    public void setPull(boolean pull) {
        settings.setPull(pull);
    }

    /** Null: if there are tags. */
    @CheckForNull
    public Boolean getPush() {
        return settings.getPush();
    }

    @DataBoundSetter
    public void setPush(@CheckForNull Boolean push) {
        settings.setPush(push);
    }

    public String getBuilder() {
        return settings.getBuilder();
    }

    @DataBoundSetter
    public void setBuilder(@CheckForNull String builder) {
        settings.setBuilder(builder);
    }

    public String getCredentialsId() {
        return settings.getCredentialsId();
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        settings.setCredentialsId(credentialsId);
    }

    public List<String> getSecrets() {
        return settings.getSecrets();
    }

    @DataBoundSetter
    public void setSecrets(@CheckForNull String... secrets) {
        settings.setSecrets(Forms.list(secrets));
    }

    public List<String> getNodes() {
        return settings.getNodes();
    }

    @DataBoundSetter
    public void setNodes(@CheckForNull String... nodes) {
        settings.setNodes(Forms.list(nodes));
    }

    public String getEmulation() {
        return settings.getEmulation();
    }

    @DataBoundSetter
    public void setEmulation(@CheckForNull String emulation) {
        settings.setEmulation(emulation);
    }

    public List<String> getOptional() {
        return settings.getOptional();
    }

    @DataBoundSetter
    public void setOptional(@CheckForNull String... optional) {
        settings.setOptional(Forms.list(optional));
    }

    public int getRetries() {
        return settings.getRetries();
    }

    @DataBoundSetter
    public void setRetries(int retries) {
        settings.setRetries(retries);
    }

    public String getTimeout() {
        return settings.getTimeout();
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull String timeout) {
        settings.setTimeout(timeout);
    }

    public boolean isFailFast() {
        return settings.isFailFast();
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        settings.setFailFast(failFast);
    }

    public int getMaxParallel() {
        return settings.getMaxParallel();
    }

    @DataBoundSetter
    public void setMaxParallel(int maxParallel) {
        settings.setMaxParallel(maxParallel);
    }

    public boolean isDryRun() {
        return settings.isDryRun();
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        settings.setDryRun(dryRun);
    }

    @Override
    public StepExecution start(StepContext stepContext) throws AbortException {
        try {
            settings.toArguments().check();
        } catch (InvalidArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        return new MultiPlatformBuildExecution(settings, stepContext);
    }

    @Extension
    public static final class DescriptorImpl extends CheckedStepDescriptor implements CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "multiPlatformBuild";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MultiPlatformBuildStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class, Computer.class, EnvVars.class);
        }

        @Override
        Map<String, Class<?>> nested() {
            return Map.of("registries", DockerRegistryEndpoint.class);
        }

        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> renamed = Forms.alias(Forms.given(arguments), "tag", "tags");
            Map<String, Object> lists = Forms.lists(renamed, "platforms", "tags", "optional", "noCacheFilter", "allow");
            Map<String, Object> pairs = Forms.pairs(
                    Forms.secrets(lists, "secrets"),
                    "buildArgs",
                    "labels",
                    "nodes",
                    "secrets",
                    "buildContexts",
                    "addHosts",
                    "ulimits",
                    "annotations",
                    "ssh",
                    "sshCredentialsIds");
            Map<String, Object> entries = Forms.entries(pairs, "cacheFrom", "cacheTo", "attests", "outputs");
            Map<String, Object> attributes = Forms.attributes(entries, "provenance", "sbom");
            Map<String, Object> texts = Forms.text(Forms.text(attributes, "builder"), "timeout");
            return Forms.text(Forms.text(texts, "agentTimeout"), "stallTimeout");
        }

        @Override
        public Step newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            BuildForms.read(form);
            return super.newInstance(request, form);
        }

        /** What the form's fields are filled and checked by. */
        public Descriptor<?> getSettingsDescriptor() {
            return Jenkins.get().getDescriptorOrDie(BuildSettings.class);
        }
    }
}
