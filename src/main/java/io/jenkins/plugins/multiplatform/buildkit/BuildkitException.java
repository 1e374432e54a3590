package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.auth.Printable;
import java.util.List;
import java.util.Optional;

/** A daemon that can't be reached or refused a call, or a build that failed on it. */
public class BuildkitException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of end it was: decides whether trying again, elsewhere, can help. */
    public enum Kind {
        /** The build itself failed: a step's exit code, a bad Dockerfile, a missing base image. */
        BUILD,
        /** The connection or the daemon was lost, or never there. */
        UNREACHABLE,
        /** The daemon answered, but can't do what was asked. */
        REFUSED,
        /** Cancelled by us. */
        CANCELLED
    }

    private final Kind kind;
    private final List<SourceExcerpt> sources;
    private final Integer exitCode;

    BuildkitException(Kind kind, String message, List<SourceExcerpt> sources, Integer exitCode, Throwable cause) {
        super(Printable.lines(message), cause);
        this.kind = kind;
        this.sources = List.copyOf(sources);
        this.exitCode = exitCode;
    }

    public BuildkitException(Kind kind, String message, Throwable cause) {
        this(kind, message, List.of(), null, cause);
    }

    public Kind kind() {
        return kind;
    }

    /** The lines of the Dockerfile that the failure belongs to; empty when the daemon names none. */
    public List<SourceExcerpt> sources() {
        return sources;
    }

    /** Exit code of the process that failed. */
    public Optional<Integer> exitCode() {
        return Optional.ofNullable(exitCode);
    }
}
