package io.jenkins.plugins.multiplatform.buildkit.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.BytesMessage;
import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The byte stream inside one Control.Session call: the daemon speaks HTTP/2 through it as the client, and we answer as
 * the server.
 *
 * <p>Neither direction buffers without a bound: incoming messages are asked for one by one as they are read, and a
 * writer waits while {@link #PENDING_LIMIT} bytes are still to be sent. Small writes that come while the call is not
 * ready leave together.
 */
final class SessionTunnel implements DuplexStream, ClientResponseObserver<BytesMessage, BytesMessage> {
    private static final int PENDING_LIMIT = 1 << 20;
    private static final int LARGEST_MESSAGE = 1 << 18;
    private static final int READ_AHEAD = 16;

    private final Object incomingLock = new Object();
    private final ArrayDeque<ByteString> incoming = new ArrayDeque<>();
    private final Object outgoingLock = new Object();
    private final ArrayDeque<ByteString> outgoing = new ArrayDeque<>();
    private ClientCallStreamObserver<BytesMessage> call;
    private long outgoingBytes;
    private volatile boolean ended;
    private volatile Throwable failure;

    @Override
    public void beforeStart(ClientCallStreamObserver<BytesMessage> requestStream) {
        call = requestStream;
        call.disableAutoRequestWithInitial(READ_AHEAD);
        call.setOnReadyHandler(this::drain);
    }

    @Override
    public void onNext(BytesMessage message) {
        synchronized (incomingLock) {
            incoming.add(message.getData());
            incomingLock.notifyAll();
        }
    }

    @Override
    public void onError(Throwable t) {
        failure = t;
        end();
    }

    @Override
    public void onCompleted() {
        end();
    }

    private void end() {
        synchronized (incomingLock) {
            ended = true;
            incomingLock.notifyAll();
        }
        synchronized (outgoingLock) {
            ended = true;
            outgoing.clear();
            outgoingLock.notifyAll();
        }
    }

    private void drain() {
        synchronized (outgoingLock) {
            while (!ended && !outgoing.isEmpty() && call.isReady()) {
                ByteString data = nextMessage();
                outgoingBytes -= data.size();
                call.onNext(BytesMessage.newBuilder().setData(data).build());
            }
            outgoingLock.notifyAll();
        }
    }

    private ByteString nextMessage() {
        ByteString data = outgoing.remove();
        while (!outgoing.isEmpty() && data.size() + outgoing.peek().size() <= LARGEST_MESSAGE) {
            data = data.concat(outgoing.remove());
        }
        return data;
    }

    @Override
    public InputStream in() {
        return new Reader();
    }

    @Override
    public OutputStream out() {
        return new Writer();
    }

    @Override
    public void shutdownOutput() {
        call.onCompleted();
    }

    @Override
    public String describe() {
        return "BuildKit session";
    }

    @Override
    public void close() {
        if (!ended) {
            call.cancel("session closed", null);
            end();
        }
    }

    private IOException lost() {
        String why = failure == null ? "closed" : Status.fromThrowable(failure).toString();
        return new IOException("BuildKit session: " + why, failure);
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("BuildKit session: interrupted");
    }

    private final class Reader extends InputStream {
        private ByteString current = ByteString.EMPTY;
        private int position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == current.size() && !advance()) {
                return -1;
            }
            int count = Math.min(length, current.size() - position);
            current.substring(position, position + count).copyTo(target, offset);
            position += count;
            return count;
        }

        private boolean advance() throws IOException {
            synchronized (incomingLock) {
                do {
                    while (incoming.isEmpty()) {
                        if (ended) {
                            if (failure != null) {
                                throw lost();
                            }
                            return false;
                        }
                        try {
                            incomingLock.wait();
                        } catch (InterruptedException e) {
                            throw interrupted();
                        }
                    }
                    current = incoming.remove();
                    position = 0;
                    call.request(1);
                } while (current.isEmpty());
                return true;
            }
        }
    }

    private final class Writer extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            ByteString copy = UnsafeByteOperations.unsafeWrap(Arrays.copyOfRange(source, offset, offset + length));
            synchronized (outgoingLock) {
                while (!ended && outgoingBytes >= PENDING_LIMIT) {
                    try {
                        outgoingLock.wait();
                    } catch (InterruptedException e) {
                        throw interrupted();
                    }
                }
                if (ended) {
                    throw lost();
                }
                outgoing.add(copy);
                outgoingBytes += copy.size();
            }
            drain();
        }
    }
}
