package io.jenkins.plugins.multiplatform.buildkit;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.BytesMessage;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.ControlGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.SolveRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.SolveResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.StatusResponse;
import io.jenkins.plugins.multiplatform.transport.DialingSocketFactory;
import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.Endpoint;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A daemon that builds nothing and asks its client for whatever a test likes, as none that is honest would. */
public final class DaemonDouble implements AutoCloseable {
    private static final int SECONDS = 20;
    private static final byte[] END = {};

    private final CompletableFuture<Tunnel> tunnel = new CompletableFuture<>();
    private final Server server;
    private final BuildkitClient client;
    private final Session session;
    private final ManagedChannel channel;

    public DaemonDouble(SessionServices services) throws Exception {
        server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(new Control())
                .build()
                .start();
        client = BuildkitClient.on(
                Endpoint.parse("tcp://127.0.0.1:" + server.getPort()).buildKit(Optional.empty()));
        session = client.openSession(services);
        Tunnel opened = tunnel.get(SECONDS, TimeUnit.SECONDS);
        channel = OkHttpChannelBuilder.forAddress("127.0.0.1", 1)
                .overrideAuthority("localhost")
                .usePlaintext()
                .socketFactory(new DialingSocketFactory(new StreamDialer() {
                    @Override
                    public DuplexStream dial() {
                        return opened;
                    }

                    @Override
                    public String describe() {
                        return "session";
                    }
                }))
                .disableRetry()
                .build();
    }

    /** On which the client's services answer. */
    public Channel session() {
        return channel;
    }

    @Override
    public void close() {
        session.close();
        client.close();
        channel.shutdownNow();
        server.shutdownNow();
    }

    /** A build that goes on until its client ends it. */
    public SolveResult solve() throws BuildkitException, InterruptedException {
        return client.solve(SolveSpec.of(Map.of()), session, event -> {});
    }

    /** The same for a question to the frontend. */
    public Map<String, String> ask() throws BuildkitException, InterruptedException {
        return client.ask(SolveSpec.of(Map.of()), session, event -> {});
    }

    /** As {@link #solve} finds it. */
    public String address() {
        return client.address();
    }

    private final class Control extends ControlGrpc.ControlImplBase {
        @Override
        public void solve(SolveRequest request, StreamObserver<SolveResponse> response) {
            // never answered
        }

        @Override
        public void status(StatusRequest request, StreamObserver<StatusResponse> response) {
            response.onCompleted();
        }

        @Override
        public StreamObserver<BytesMessage> session(StreamObserver<BytesMessage> response) {
            Tunnel opened = new Tunnel(response);
            tunnel.complete(opened);
            return opened;
        }
    }

    private static final class Tunnel implements DuplexStream, StreamObserver<BytesMessage> {
        private final BlockingQueue<byte[]> incoming = new LinkedBlockingQueue<>();
        private final StreamObserver<BytesMessage> response;

        Tunnel(StreamObserver<BytesMessage> response) {
            this.response = response;
        }

        @Override
        public void onNext(BytesMessage message) {
            if (!message.getData().isEmpty()) {
                incoming.add(message.getData().toByteArray());
            }
        }

        @Override
        public void onError(Throwable t) {
            incoming.add(END);
        }

        @Override
        public void onCompleted() {
            incoming.add(END);
        }

        @Override
        public InputStream in() {
            return new InputStream() {
                private byte[] current = {};
                private int position;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    if (position == current.length) {
                        try {
                            current = incoming.take();
                            position = 0;
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                    if (current == END) {
                        incoming.add(END);
                        return -1;
                    }
                    int count = Math.min(length, current.length - position);
                    System.arraycopy(current, position, target, offset, count);
                    position += count;
                    return count;
                }
            };
        }

        @Override
        public OutputStream out() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] source, int offset, int length) {
                    synchronized (response) {
                        response.onNext(BytesMessage.newBuilder()
                                .setData(ByteString.copyFrom(Arrays.copyOfRange(source, offset, offset + length)))
                                .build());
                    }
                }
            };
        }

        @Override
        public void shutdownOutput() {
            // the session's end says it
        }

        @Override
        public void close() {
            incoming.add(END);
        }

        @Override
        public String describe() {
            return "session of a double";
        }
    }
}
