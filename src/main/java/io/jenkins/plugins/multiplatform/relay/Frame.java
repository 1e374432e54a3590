package io.jenkins.plugins.multiplatform.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The unit of the protocol: type (1 byte), request (4), length of the payload (4), payload. Numbers are big-endian.
 *
 * @param id the request that it belongs to, chosen by N and never used twice on a link; 0 for none
 */
record Frame(FrameType type, int id, byte[] payload) {
    static final int HEADER = 9;
    /** In bytes: a full block that does not shrink, with the number before it. */
    static final int LARGEST_PAYLOAD = BlockEncoder.LARGEST + Integer.BYTES;

    private static final byte[] NOTHING = {};
    private static final int LONGEST_TEXT = 4096;

    static Frame empty(FrameType type, int id) {
        return new Frame(type, id, NOTHING);
    }

    static Frame credit(int id, int bytes) {
        return new Frame(
                FrameType.CREDIT,
                id,
                ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array());
    }

    static Frame error(int id, String text) {
        String shortened = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return new Frame(FrameType.ERROR, id, shortened.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The number that is the whole payload. */
    int number() throws ProtocolException {
        if (payload.length != Integer.BYTES) {
            throw new ProtocolException("sent " + type + " with " + payload.length + " bytes");
        }
        return ByteBuffer.wrap(payload).getInt();
    }

    int wireSize() {
        return HEADER + payload.length;
    }

    /**
     * Writes as much as there is room for.
     *
     * @param from how many bytes of this frame were written before
     * @return how many were written now
     */
    int copy(int from, byte[] target, int at) {
        int count = Math.min(wireSize() - from, target.length - at);
        int done = 0;
        while (done < count && from + done < HEADER) {
            target[at + done] = headerByte(from + done);
            done++;
        }
        System.arraycopy(payload, Math.max(0, from + done - HEADER), target, at + done, count - done);
        return count;
    }

    private byte headerByte(int index) {
        if (index == 0) {
            return (byte) type.code();
        }
        int value = index <= Integer.BYTES ? id : payload.length;
        return (byte) (value >> 8 * (Integer.BYTES - 1 - (index - 1) % Integer.BYTES));
    }
}
