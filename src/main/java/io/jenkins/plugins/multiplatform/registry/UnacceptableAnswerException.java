package io.jenkins.plugins.multiplatform.registry;

import java.io.IOException;

/** An answer came, and it is not one to go on with: too large, too short, forged, leading astray. The message says it. */
final class UnacceptableAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    UnacceptableAnswerException(String message) {
        super(message);
    }

    static UnacceptableAnswerException tooLarge(int limit) {
        return new UnacceptableAnswerException(
                "the answer is larger than " + limit + " bytes (" + limit / (1 << 20) + " MiB), the most that is read");
    }
}
