package io.jenkins.plugins.multiplatform.relay;

import java.nio.ByteBuffer;

/** Finds the frames in a stream that arrives in pieces of any size. Holds at most one frame. */
final class FrameDecoder {
    private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER);
    private FrameType type;
    private int id;
    private ByteBuffer payload;

    /** @throws ProtocolException if this is no stream of frames, or a frame is larger than allowed */
    void decode(byte[] bytes, int offset, int length, FrameConsumer consumer) throws ProtocolException {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        while (in.hasRemaining()) {
            if (payload == null) {
                move(in, header);
                if (header.hasRemaining()) {
                    return;
                }
                begin();
            }
            move(in, payload);
            if (!payload.hasRemaining()) {
                Frame frame = new Frame(type, id, payload.array());
                payload = null;
                header.clear();
                consumer.accept(frame);
            }
        }
    }

    private void begin() throws ProtocolException {
        header.flip();
        int code = Byte.toUnsignedInt(header.get());
        type = FrameType.of(code).orElseThrow(() -> new ProtocolException("sent a frame of the unknown type " + code));
        id = header.getInt();
        int length = header.getInt();
        if (length < 0 || length > Frame.LARGEST_PAYLOAD) {
            throw new ProtocolException("sent a frame of " + Integer.toUnsignedString(length) + " bytes, where "
                    + Frame.LARGEST_PAYLOAD + " are allowed");
        }
        payload = ByteBuffer.allocate(length);
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), count);
        to.position(to.position() + count);
        from.position(from.position() + count);
    }

    /** Takes a frame without waiting for anything. */
    @FunctionalInterface
    interface FrameConsumer {
        void accept(Frame frame) throws ProtocolException;
    }
}
