package io.jenkins.plugins.multiplatform.job;

import java.nio.file.Path;
import java.util.Set;

/** A workspace that has the folders named, and no disk. */
final class FixedPaths implements WorkspacePaths {
    private final Path workspace;
    private final Set<String> folders;

    FixedPaths(String workspace, String... folders) {
        this.workspace = Path.of(workspace);
        this.folders = Set.of(folders);
    }

    @Override
    public String resolve(String path) {
        return path.isEmpty() ? "" : workspace.resolve(path).toString();
    }

    @Override
    public boolean isFolder(String path) {
        return folders.contains(path);
    }
}
