package io.jenkins.plugins.multiplatform.imagetools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.PrintableText;

/** An image is not there, or is not what an index can be made of. The words are buildx's where it has any. */
public final class ImageToolsException extends Exception {
    private static final long serialVersionUID = 1L;

    ImageToolsException(String message) {
        super(PrintableText.lines(message));
    }

    ImageToolsException(String message, @CheckForNull Throwable cause) {
        super(PrintableText.lines(message), cause);
    }
}
