package io.jenkins.plugins.multiplatform.buildkit.progress;

import com.google.protobuf.ByteString;

/** Reads UTF-8 that arrives in pieces: a character whose bytes come in two of them is kept until it is whole. */
final class ChunkDecoder {
    private static final int LONGEST_CHARACTER = 4;
    private ByteString rest = ByteString.EMPTY;

    String decode(ByteString chunk) {
        ByteString all = rest.concat(chunk);
        int whole = all.size() - unfinished(all);
        rest = all.substring(whole);
        return all.substring(0, whole).toStringUtf8();
    }

    /** How many bytes at the end begin a character that lacks others. */
    private static int unfinished(ByteString bytes) {
        for (int back = 1; back < Math.min(LONGEST_CHARACTER, bytes.size() + 1); back++) {
            int value = bytes.byteAt(bytes.size() - back) & 0xff;
            if (value < 0x80) {
                return 0;
            }
            if (value >= 0xc0) {
                return length(value) > back ? back : 0;
            }
        }
        return 0;
    }

    private static int length(int firstByte) {
        if (firstByte >= 0xf0) {
            return LONGEST_CHARACTER;
        }
        return firstByte >= 0xe0 ? 3 : 2;
    }
}
