package io.jenkins.plugins.multiplatform.dockerfile;

import java.io.Serializable;

/**
 * Something in a Dockerfile that BuildKit accepts and that is most likely wrong for several platforms.
 *
 * @param line the first line being 1
 * @param message one sentence that says what will happen
 */
public record Finding(Rule rule, int line, String message) implements Serializable {
    /** What kind of finding it is, for those who want to allow some. */
    public enum Rule {
        /** {@code ARG TARGETARCH=amd64}: the default wins over the automatic value, for every platform. */
        AUTOMATIC_ARG_DEFAULT,
        /** {@code FROM --platform=linux/bogus}: parsed by BuildKit, found in no registry. */
        UNKNOWN_PLATFORM,
        /** Unknown to this reading; a newer frontend may know it. */
        UNKNOWN_INSTRUCTION,
        /** The image for one platform is made of another platform's files. */
        FOREIGN_FINAL_STAGE,
        /** A heredoc whose lines end with CRLF: the shell sees the carriage returns. */
        WINDOWS_HEREDOC,
        /** {@code ADD https://….git#branch}: not one state for all nodes. */
        MOVING_SOURCE
    }

    @Override
    public String toString() {
        return "line " + line + ": " + message;
    }
}
