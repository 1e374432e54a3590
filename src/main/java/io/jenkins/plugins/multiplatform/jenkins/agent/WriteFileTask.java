package io.jenkins.plugins.multiplatform.jenkins.agent;

import hudson.AbortException;
import io.jenkins.plugins.multiplatform.build.WorkspaceFiles;
import io.jenkins.plugins.multiplatform.context.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Writes a file on the machine of the workspace, or deletes it.
 *
 * @param workspace whose links lead nowhere else
 * @param file absolute
 * @param content empty to delete it
 */
@Restricted(NoExternalUse.class)
public record WriteFileTask(Workspace workspace, String file, String content) implements AgentTask<Boolean> {
    @Override
    public Boolean run() throws AbortException {
        try {
            if (content.isEmpty()) {
                WorkspaceFiles.delete(workspace, Path.of(file));
            } else {
                WorkspaceFiles.write(workspace, Path.of(file), content);
            }
            return true;
        } catch (IOException e) {
            throw new AbortException(e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "write " + file;
    }
}
