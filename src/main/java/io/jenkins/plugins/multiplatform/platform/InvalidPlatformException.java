package io.jenkins.plugins.multiplatform.platform;

/**
 * A platform that cannot be read. The message is containerd's own, word for word, since that is what users search for,
 * and it always names the text that was given.
 */
public final class InvalidPlatformException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidPlatformException(String message) {
        super(message);
    }
}
