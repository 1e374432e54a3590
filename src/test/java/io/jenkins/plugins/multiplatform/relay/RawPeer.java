package io.jenkins.plugins.multiplatform.relay;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An end of a link that does what the test says: sends any frames, and keeps those that it gets. */
final class RawPeer extends OutputStream {
    private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();
    private final FrameDecoder decoder = new FrameDecoder();
    private final OutputStream sink;
    private volatile boolean closed;

    RawPeer(OutputStream sink) {
        this.sink = sink;
    }

    void send(Frame frame) throws IOException {
        byte[] bytes = new byte[frame.wireSize()];
        frame.copy(0, bytes, 0);
        sink.write(bytes, 0, bytes.length);
    }

    void send(FrameType type, int id, byte... payload) throws IOException {
        send(new Frame(type, id, payload));
    }

    void sendRaw(int type, int id, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(type);
        out.writeInt(id);
        out.writeInt(length);
        sink.write(bytes.toByteArray());
    }

    /** The payload of a WALK or READ. */
    static byte[] request(int window, String... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(window);
        for (String text : texts) {
            Texts.write(out, text);
        }
        return bytes.toByteArray();
    }

    /** A block that is not deflated. */
    static byte[] block(byte... content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(content.length);
        out.write(content);
        return bytes.toByteArray();
    }

    /** Walks the folder with this name, without a filter. */
    void walk(int id, String name) throws IOException {
        send(FrameType.WALK, id, request(WindowPool.FIRST, name));
        send(FrameType.DATA, id, block(new byte[3 * Integer.BYTES]));
        send(FrameType.END, id);
    }

    Frame next() throws InterruptedException {
        Frame frame = received.poll(30, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame came");
        }
        return frame;
    }

    Frame next(FrameType type) throws InterruptedException {
        Frame frame = next();
        while (frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    int count() {
        return received.size();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void write(int b) {
        throw new AssertionError("single bytes are never written");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        decoder.decode(bytes, offset, length, received::add);
    }

    @Override
    public void close() {
        closed = true;
    }
}
