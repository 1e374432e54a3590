package io.jenkins.plugins.multiplatform.relay;

import java.io.DataInput;
import java.io.IOException;

/** What the content of a PUSH is made of, each after its code (1 byte). */
enum PushOperation {
    /** Of a folder: the fields of an entry, see {@link EntryCodec}. */
    MAKE(1),
    /** Path of the file in a folder, empty where the output is a file; length of a piece (4 bytes), the piece. */
    APPEND(2),
    /** Of a folder: path of a file that has all its content now. */
    COMPLETE(3),
    /** Nothing follows, and all may be put in its place. */
    FINISH(4);

    /** In bytes: what W holds of one output besides blocks. */
    static final int LARGEST_PIECE = 64 << 10;

    private static final PushOperation[] ALL = values();

    private final int code;

    PushOperation(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** @param code as it was read; negative at the end of the content */
    static PushOperation of(int code) throws ProtocolException {
        if (code < 0) {
            throw new ProtocolException("ended an output without finishing it");
        }
        if (code == 0 || code > ALL.length) {
            throw new ProtocolException("sent an operation of the unknown type " + code);
        }
        return ALL[code - 1];
    }

    static byte[] readPiece(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_PIECE) {
            throw new ProtocolException("sent a piece of " + Integer.toUnsignedString(length) + " bytes, where "
                    + LARGEST_PIECE + " are allowed");
        }
        byte[] piece = new byte[length];
        in.readFully(piece);
        return piece;
    }
}
