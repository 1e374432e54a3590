package io.jenkins.plugins.multiplatform.image;

/** A document of a registry or builder that is not what it should be; the message names the document and the field. */
public final class MalformedImageException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedImageException(String message) {
        super(PrintableText.lines(message));
    }

    MalformedImageException(String message, Throwable cause) {
        super(PrintableText.lines(message), cause);
    }
}
