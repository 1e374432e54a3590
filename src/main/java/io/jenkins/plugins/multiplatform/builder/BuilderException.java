package io.jenkins.plugins.multiplatform.builder;

/** A builder that can't be made, changed or found as asked. The texts are buildx's where it has one. */
public class BuilderException extends Exception {
    private static final long serialVersionUID = 1L;

    public BuilderException(String message) {
        super(message);
    }

    public BuilderException(String message, Throwable cause) {
        super(message, cause);
    }
}
