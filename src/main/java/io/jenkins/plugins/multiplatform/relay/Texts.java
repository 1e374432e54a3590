package io.jenkins.plugins.multiplatform.relay;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Texts within payloads and content: length in bytes of UTF-8 (4 bytes), then these. */
final class Texts {
    /** In bytes; paths end at 4 KiB on Linux, and patterns are no longer in practice. */
    private static final int LONGEST = 64 << 10;

    private static final int SHOWN = 200;

    private Texts() {}

    static void write(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw new IOException("Tried to send " + quote(text) + " to another agent, but it has " + bytes.length
                    + " bytes where " + LONGEST + " are allowed.");
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @throws ProtocolException if it is too long */
    static String read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new ProtocolException("sent a text of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** For logs and messages: a peer's text can neither begin a line of its own nor fill them. */
    static String quote(String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
