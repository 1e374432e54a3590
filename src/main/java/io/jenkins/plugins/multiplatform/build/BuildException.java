package io.jenkins.plugins.multiplatform.build;

import java.util.List;

/** A run that did not get to its tag: what failed, and what is there all the same. */
public class BuildException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<PlatformImage> finished;

    public BuildException(String message) {
        this(message, List.of(), null);
    }

    public BuildException(String message, Throwable cause) {
        this(message, List.of(), cause);
    }

    BuildException(String message, List<PlatformImage> finished, Throwable cause) {
        super(message, cause);
        this.finished = List.copyOf(finished);
    }

    /** Images that were pushed before the run failed; each can be used by its digest. */
    public List<PlatformImage> finished() {
        return finished;
    }
}
