import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes an engine's BuildKit reachable as a BuildKit of its own: accepts, dials the engine, asks it to upgrade to h2c, copies.
 * Usage: Relay ROUTES CERTS, where each line of ROUTES is "unix:PATH|tcp:PORT|tls:PORT engine:SOCKET|buildkitd:SOCKET".
 */
public final class Relay {
    private static final String UPGRADE =
            "POST /grpc HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n";
    private static final int LONGEST_ANSWER = 8192;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private Relay() {}

    public static void main(String[] args) throws Exception {
        Path certs = Path.of(args[1]);
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] route = line.split(" ");
            String[] from = route[0].split(":", 2);
            String[] to = route[1].split(":", 2);
            Acceptor acceptor = listen(from[0], from[1], certs);
            boolean upgrade = to[0].equals("engine");
            THREADS.execute(() -> serve(acceptor, to[1], upgrade, route[0]));
            System.out.println("relay " + line);
        }
    }

    /** What differs between the kinds of listeners. */
    private interface Acceptor {
        Link accept() throws IOException;
    }

    private static Acceptor listen(String kind, String where, Path certs) throws Exception {
        if (kind.equals("tls")) {
            SSLServerSocket server = (SSLServerSocket) mutualTls(certs)
                    .getServerSocketFactory()
                    .createServerSocket(Integer.parseInt(where), 50, InetAddress.getByName("127.0.0.1"));
            server.setNeedClientAuth(true);
            var parameters = server.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            server.setSSLParameters(parameters);
            return () -> new SocketLink(server.accept());
        }
        ServerSocketChannel server;
        if (kind.equals("unix")) {
            Files.deleteIfExists(Path.of(where));
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(where));
        } else {
            server = ServerSocketChannel.open()
                    .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                    .bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(where)));
        }
        return () -> {
            SocketChannel client = server.accept();
            if (kind.equals("tcp")) {
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new ChannelLink(client);
        };
    }

    private static SSLContext mutualTls(Path certs) throws Exception {
        char[] password = "testbed".toCharArray();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(certs.resolve("relay.p12").toFile(), password), password);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(certs.resolve("ca.p12").toFile(), password));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void serve(Acceptor acceptor, String socket, boolean upgrade, String name) {
        while (true) {
            try {
                Link client = acceptor.accept();
                THREADS.execute(() -> connect(client, socket, upgrade, name));
            } catch (IOException e) {
                System.out.println(name + ": accept: " + e);
            }
        }
    }

    private static void connect(Link client, String socket, boolean upgrade, String name) {
        Link engine = null;
        try {
            engine = new ChannelLink(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
            if (upgrade) {
                upgrade(engine);
            }
            Link answering = engine;
            var back = THREADS.submit(() -> copy(answering, client));
            copy(client, engine);
            back.get();
        } catch (Exception e) {
            System.out.println(name + ": " + e);
        } finally {
            client.close();
            if (engine != null) {
                engine.close();
            }
        }
    }

    /** Reads the answer byte by byte: the first HTTP/2 frame may come in the same segment. */
    private static void upgrade(Link engine) throws IOException {
        byte[] request = UPGRADE.getBytes(StandardCharsets.US_ASCII);
        engine.write(request, request.length);
        StringBuilder answer = new StringBuilder();
        byte[] one = new byte[1];
        while (answer.indexOf("\r\n\r\n") < 0) {
            if (engine.read(one) != 1 || answer.length() > LONGEST_ANSWER) {
                throw new IOException("no end of the engine's answer: " + answer);
            }
            answer.append((char) one[0]);
        }
        if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("the engine does not upgrade: " + answer.toString().lines().findFirst().orElse(""));
        }
    }

    private static void copy(Link from, Link to) {
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                to.write(buffer, n);
            }
            to.endOutput();
        } catch (IOException e) {
            // One side has gone: so does the other.
            from.close();
            to.close();
        }
    }

    /** Both ends of a copy. */
    private interface Link {
        int read(byte[] into) throws IOException;

        void write(byte[] from, int length) throws IOException;

        void endOutput() throws IOException;

        void close();
    }

    /** Reads and writes the channel itself: its stream adapters share one lock, so a waiting read would block every write. */
    private record ChannelLink(SocketChannel channel) implements Link {
        @Override
        public int read(byte[] into) throws IOException {
            return channel.read(ByteBuffer.wrap(into));
        }

        @Override
        public void write(byte[] from, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(from, 0, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }

        @Override
        public void endOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public void close() {
            closeQuietly(List.of(channel));
        }
    }

    private record SocketLink(Socket socket) implements Link {
        private SocketLink {
            try {
                socket.setTcpNoDelay(true);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public int read(byte[] into) throws IOException {
            return socket.getInputStream().read(into);
        }

        @Override
        public void write(byte[] from, int length) throws IOException {
            socket.getOutputStream().write(from, 0, length);
        }

        @Override
        public void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void close() {
            closeQuietly(List.of(socket));
        }
    }

    private static void closeQuietly(List<? extends AutoCloseable> all) {
        for (AutoCloseable one : all) {
            try {
                one.close();
            } catch (Exception e) {
                // It was to go anyway.
            }
        }
    }
}
