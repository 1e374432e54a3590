package io.jenkins.plugins.multiplatform.jenkins.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Looks whether a path is a folder. */
@Restricted(NoExternalUse.class)
public record IsFolderTask(String path) implements AgentTask<Boolean> {
    @Override
    public Boolean run() {
        return Files.isDirectory(Path.of(path));
    }

    @Override
    public String toString() {
        return "look at " + path;
    }
}
