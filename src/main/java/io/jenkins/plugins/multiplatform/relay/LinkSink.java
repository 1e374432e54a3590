package io.jenkins.plugins.multiplatform.relay;

import java.io.IOException;
import java.io.OutputStream;

/** Where the peer's bytes arrive; decoding them is all that happens on the caller's thread. */
final class LinkSink extends OutputStream {
    private final Link link;
    private final FrameDecoder decoder = new FrameDecoder();

    LinkSink(Link link) {
        this.link = link;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        link.throwIfEnded();
        link.heard();
        try {
            decoder.decode(bytes, offset, length, link::received);
        } catch (ProtocolException e) {
            link.broke(e);
        } catch (RuntimeException e) {
            link.lose("what it sent could not be taken: " + e, e);
        }
        link.throwIfEnded();
    }

    @Override
    public void close() {
        link.lose("it closed the connection");
    }
}
