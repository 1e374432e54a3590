package io.jenkins.plugins.multiplatform.job;

import java.io.IOException;

/** The paths of a step, on the machine that has its workspace. */
public interface WorkspacePaths {
    /** Makes a path absolute, as that machine writes paths. */
    String resolve(String path);

    /** Whether there is such a folder. */
    boolean isFolder(String path) throws IOException, InterruptedException;
}
