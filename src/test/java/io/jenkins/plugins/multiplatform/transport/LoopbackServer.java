package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on loopback that runs a script on each connection and counts those that its clients left open. */
final class LoopbackServer implements AutoCloseable {
    /** What is done with one connection; it is closed behind the script, and its failures end it. */
    interface Script {
        void run(DuplexStream connection) throws Exception;
    }

    /** Where connections come from: a channel, or a TLS server socket. */
    interface Listener extends AutoCloseable {
        DuplexStream accept() throws IOException;

        @Override
        void close() throws IOException;
    }

    private final Listener listener;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> scripts = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final CompletableFuture<DuplexStream> last = new CompletableFuture<>();

    LoopbackServer(Listener listener, Script script) {
        this.listener = listener;
        this.script = script;
        threads.execute(this::serve);
    }

    static LoopbackServer unix(Path socket, Script script) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket));
        Listener listener = listener(channel);
        return new LoopbackServer(
                new Listener() {
                    @Override
                    public DuplexStream accept() throws IOException {
                        return listener.accept();
                    }

                    @Override
                    public void close() throws IOException {
                        listener.close();
                        Files.deleteIfExists(socket);
                    }
                },
                script);
    }

    static ServerSocketChannel tcp() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static int port(ServerSocketChannel channel) throws IOException {
        SocketAddress address = channel.getLocalAddress();
        return ((InetSocketAddress) address).getPort();
    }

    static Listener listener(ServerSocketChannel channel) {
        return new Listener() {
            @Override
            public DuplexStream accept() throws IOException {
                return new ChannelStream(channel.accept(), "client");
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    static Listener listener(ServerSocket socket) {
        return new Listener() {
            @Override
            public DuplexStream accept() throws IOException {
                return new PlainSocketStream(socket.accept());
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }

    private void serve() {
        try {
            while (true) {
                DuplexStream connection = listener.accept();
                accepted.incrementAndGet();
                scripts.add(threads.submit(() -> {
                    try (connection) {
                        script.run(connection);
                    }
                    return null;
                }));
            }
        } catch (IOException e) {
            last.complete(null);
        }
    }

    int accepted() {
        return accepted.get();
    }

    /** The leak check: a script ends only when its client has closed or ended its stream. */
    @Override
    public void close() throws Exception {
        listener.close();
        last.get(10, TimeUnit.SECONDS);
        List<Future<?>> open = new ArrayList<>();
        for (Future<?> one : scripts) {
            try {
                one.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // a script that broke off has let go of its connection too
            } catch (TimeoutException e) {
                open.add(one);
            }
        }
        threads.shutdownNow();
        if (!open.isEmpty()) {
            throw new AssertionError(open.size() + " of " + accepted + " connections were left open by the client");
        }
    }
}
