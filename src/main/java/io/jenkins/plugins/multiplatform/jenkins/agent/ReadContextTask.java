package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.WorkspaceFiles;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.job.AgentAnswers;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.ShownAddress;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.io.Serializable;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Reads, where the sources are, what must be known of them before anything is built.
 *
 * @param sourcePolicyFile a file there; empty for none
 * @param workspace whose links lead nowhere else
 * @param trust for the address of a Dockerfile
 */
@Restricted(NoExternalUse.class)
public record ReadContextTask(BuildInput input, String sourcePolicyFile, Workspace workspace, RegistryTrust trust)
        implements AgentTask<ReadContextTask.Answer> {
    /**
     * What was read; checked where it is made, and again where it is received.
     *
     * @param sourcePolicy its text; empty for none
     */
    public record Answer(ContextFacts facts, String sourcePolicy) implements Serializable {
        public Answer {
            facts = AgentAnswers.facts(facts);
            sourcePolicy = AgentAnswers.bounded(sourcePolicy);
        }
    }

    @Override
    public Answer run() throws AbortException, InterruptedException {
        try {
            return new Answer(ContextFacts.read(input, trust.settings(), workspace), sourcePolicy());
        } catch (PlanException | RegistryException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private String sourcePolicy() throws PlanException {
        return sourcePolicyFile.isEmpty() ? "" : WorkspaceFiles.sourcePolicy(workspace, Path.of(sourcePolicyFile));
    }

    @Override
    public String toString() {
        return "read build context " + ShownAddress.in(input.context());
    }
}
