package io.jenkins.plugins.multiplatform.registry;

/** The registry or its token server knows no such user, or does not let this one do what was tried. */
public final class RegistryUnauthorizedException extends RegistryException {
    private static final long serialVersionUID = 1L;

    RegistryUnauthorizedException(String message) {
        super(message);
    }

    RegistryUnauthorizedException(String message, Throwable cause) {
        super(message, cause);
    }
}
