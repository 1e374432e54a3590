package io.jenkins.plugins.multiplatform.image;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads bytes as Go's JSON decoder does: one U+FFFD for each byte that is not UTF-8, where Java would give one for a
 * whole broken sequence. Documents written from it get the same digest as Go's.
 */
final class Utf8 {
    private static final char REPLACEMENT = '\ufffd';

    private Utf8() {}

    static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            out.put(REPLACEMENT);
            in.position(in.position() + 1);
            result = decoder.reset().decode(in, out, true);
        }
        return out.flip().toString();
    }
}
