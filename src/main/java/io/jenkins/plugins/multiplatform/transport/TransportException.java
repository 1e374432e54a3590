package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;

/** A connection that couldn't be made or kept. The message says what was tried, where, why it failed and what to do. */
public class TransportException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final String BUT = ", but ";

    public TransportException(String message) {
        super(PeerText.lines(message));
    }

    public TransportException(String message, Throwable cause) {
        super(PeerText.lines(message), cause);
    }

    static TransportException of(String tried, IOException cause, String cure) {
        return new TransportException("Tried to " + tried + BUT + reason(cause) + "." + cure, cause);
    }

    static TransportException of(String tried, IOException cause) {
        return of(tried, cause, "");
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return "got " + cause.getClass().getSimpleName();
        }
        String innermost = message.startsWith("Tried to ") && message.contains(BUT)
                ? message.substring(message.lastIndexOf(BUT) + BUT.length())
                : message;
        return innermost.endsWith(".") ? innermost.substring(0, innermost.length() - 1) : innermost;
    }
}
