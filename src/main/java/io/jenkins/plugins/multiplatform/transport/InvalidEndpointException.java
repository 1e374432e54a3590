package io.jenkins.plugins.multiplatform.transport;

/** An address that can't be dialled from here, whatever runs at its other end. */
public final class InvalidEndpointException extends TransportException {
    private static final long serialVersionUID = 1L;

    InvalidEndpointException(String address, String why) {
        super("Can't use the endpoint \"" + withoutPassword(address) + "\": " + why);
    }

    /** With a password alone; a socket's path may have any character. */
    private static String withoutPassword(String address) {
        return address.startsWith("unix:") ? address : address.replaceFirst("://[^/@]*:.*@", "://");
    }
}
