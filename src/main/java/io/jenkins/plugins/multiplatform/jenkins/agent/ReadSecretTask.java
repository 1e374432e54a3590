package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.build.WorkspaceFiles;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Reads a secret's file on the machine of the workspace.
 *
 * @param workspace whose links lead nowhere else
 * @param file absolute
 * @param written the file as the step names it, for texts
 * @param wanted false to find out whether it can be read, and leave its content there
 */
@Restricted(NoExternalUse.class)
public record ReadSecretTask(Workspace workspace, String file, String id, String written, boolean wanted)
        implements AgentTask<byte[]> {
    @Override
    public byte[] run() throws AbortException {
        try {
            byte[] content = WorkspaceFiles.secret(workspace, Path.of(file), id, written);
            return wanted ? content : new byte[0];
        } catch (PlanException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "read secret " + id;
    }
}
