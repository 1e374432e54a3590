package io.jenkins.plugins.multiplatform.relay;

import java.util.Optional;

/**
 * What a frame means. Every request ends with exactly one of {@link #END}, {@link #GONE} and {@link #ERROR} from W,
 * cancelled ones too: until then its window is taken.
 */
enum FrameType {
    /** N asks for entries: window, name of the folder; the filter follows as DATA, then END. */
    WALK(1),
    /** N asks for a file's content: window, name of the folder, path. */
    READ(2),
    /** N sends a declared output: window, name; {@link PushOperation}s follow as DATA, then END. W answers when all is done. */
    PUSH(3),
    /** Reserved: N asks for a connection to the ssh agent; DATA both ways. */
    SSH(4),
    /** N wants no more of a request. */
    CANCEL(5),
    /** The receiver of a request's DATA lets its sender send so many bytes more. */
    CREDIT(6),
    /** A block of content, see {@link BlockEncoder}; needs credit. */
    DATA(7),
    /** No more DATA from this side. */
    END(8),
    /** The file that was asked for is not there any more. */
    GONE(9),
    /** The request failed: text for humans. */
    ERROR(10),
    /** Are you there? */
    PING(11),
    /** Yes. */
    PONG(12);

    private static final FrameType[] ALL = values();

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<FrameType> of(int code) {
        return code >= 1 && code <= ALL.length ? Optional.of(ALL[code - 1]) : Optional.empty();
    }
}
