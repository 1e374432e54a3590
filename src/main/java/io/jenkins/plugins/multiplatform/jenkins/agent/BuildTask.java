package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.ConsoleReport;
import io.jenkins.plugins.multiplatform.build.MultiPlatformBuild;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.jenkins.credentials.CredentialAnswers;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RemoteCredentials;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Builds on the agent that has the sources.
 *
 * @param sourcePolicyFile a file on the agent; empty for none
 * @param credentials the controller's answers, exported to the agent's channel
 */
@Restricted(NoExternalUse.class)
public record BuildTask(
        BuilderInstance builder,
        BuildRequest request,
        String sourcePolicyFile,
        CredentialAnswers credentials,
        TaskListener log)
        implements AgentTask<BuildResult> {

    @Override
    public BuildResult run() throws AbortException, InterruptedException {
        RegistryAccess registries = new RegistryAccess(RegistrySettings.standard(), new RemoteCredentials(credentials));
        ConsoleReport report = new ConsoleReport(log.getLogger()::println);
        try {
            BuildResult result = new MultiPlatformBuild(builder, registries, report).run(withSourcePolicy());
            ConsoleReport.table(result).forEach(log.getLogger()::println);
            return result;
        } catch (BuildException e) {
            throw new AbortException(e.getMessage());
        } finally {
            log.getLogger().flush();
        }
    }

    private BuildRequest withSourcePolicy() throws AbortException {
        if (sourcePolicyFile.isEmpty()) {
            return request;
        }
        BuildInput withPolicy = request.input().withSourcePolicy(sourcePolicy());
        return new BuildRequest(
                request.platforms(), withPolicy, request.tags(), request.push(), request.emulation(), request.scope());
    }

    private String sourcePolicy() throws AbortException {
        try {
            return Files.readString(Path.of(sourcePolicyFile), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AbortException("cannot read the source policy " + sourcePolicyFile
                    + " that EXPERIMENTAL_BUILDKIT_SOURCE_POLICY names: " + e);
        }
    }

    /** Remoting shows it in thread names and logs; a record's own would ask the controller's object for its text. */
    @Override
    public String toString() {
        return "build for several platforms";
    }
}
