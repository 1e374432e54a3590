package io.jenkins.plugins.multiplatform.dockerfile;

/** A Dockerfile that BuildKit would refuse, in BuildKit's words. */
public final class InvalidDockerfileException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidDockerfileException(String message) {
        super(message);
    }

    static InvalidDockerfileException onLine(int line, String message) {
        return new InvalidDockerfileException("dockerfile parse error on line " + line + ": " + message);
    }
}
