package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.image.PrintableText;

/**
 * Something could not be done at a registry. The message says what was tried, on what, and why it failed; it holds no
 * secret and no query of an address, for a signed address is one.
 */
public class RegistryException extends Exception {
    private static final long serialVersionUID = 1L;

    RegistryException(String message) {
        super(PrintableText.lines(message));
    }

    RegistryException(String message, Throwable cause) {
        super(PrintableText.lines(message), cause);
    }

    /**
     * The one form of all messages.
     *
     * @param action what was tried, from its verb on: {@code get manifest latest from host/repository}
     */
    static String message(String action, String reason) {
        return "Tried to " + action + " but failed because: " + reason;
    }
}
