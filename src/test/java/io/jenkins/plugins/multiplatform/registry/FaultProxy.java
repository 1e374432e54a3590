package io.jenkins.plugins.multiplatform.registry;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/**
 * Stands on loopback in front of a plain-HTTP registry and spoils chosen requests. Requests are numbered from 1 in the
 * order of their arrival, over all connections. Every answer closes its connection, so that one fault meets one
 * request. Connections that do not bring HTTP (a client asking whether there is TLS) get the answer that a registry gives
 * them, without which Docker Engine does not try again without TLS; they are not counted.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.before("127.0.0.1:5000", FaultProxy.Fault.CUT_AFTER.at(3))) {
 *     push("127.0.0.1:" + proxy.port() + "/app:1");
 *     assertThat(proxy.requests()).hasSizeGreaterThan(3);
 * }
 * }</pre>
 */
public final class FaultProxy implements Closeable {
    private static final int MOST_HEADER_BYTES = 64 << 10;
    /** As Go's server says it. */
    private static final String NO_TLS =
            "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTPS request to an HTTP server.\n";

    private final InetSocketAddress registry;
    private final Faults faults;
    private final String refusedType;
    private final String refusal;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What happens to a request. */
    public enum Fault {
        NONE,
        /** The connection breaks before the registry sees the request. */
        CUT_BEFORE,
        /** The registry does what was asked, and its answer is lost. */
        CUT_AFTER,
        TOO_MANY_REQUESTS,
        /** With {@code Retry-After: 1}. */
        TOO_MANY_REQUESTS_RETRY_AFTER,
        INTERNAL_ERROR,
        BAD_GATEWAY,
        /** As from a proxy with a limit, which is not the registry's. */
        TOO_LARGE,
        /** No answer until the proxy is closed. */
        HANG;

        /** Spoils the n-th request, from 1, and no other. */
        public IntFunction<Fault> at(int n) {
            return number -> number == n ? this : NONE;
        }

        /** Spoils the n-th request and all after it. */
        public IntFunction<Fault> from(int n) {
            return number -> number >= n ? this : NONE;
        }
    }

    /**
     * A request as it arrived.
     *
     * @param number from 1
     * @param target path and query
     */
    public record Request(int number, String method, String target, Fault fault) {
        @Override
        public String toString() {
            return number + " " + method + " " + target + (fault == Fault.NONE ? "" : " " + fault);
        }
    }

    private FaultProxy(String registry, Faults faults, String refusedType, String refusal) throws IOException {
        int colon = registry.lastIndexOf(':');
        this.registry =
                new InetSocketAddress(registry.substring(0, colon), Integer.parseInt(registry.substring(colon + 1)));
        this.faults = faults;
        this.refusedType = refusedType;
        this.refusal = refusal;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /**
     * Starts a proxy on a free port.
     *
     * @param registry {@code host:port} of a registry on plain HTTP
     * @param faults by the number of the request, from 1
     */
    public static FaultProxy before(String registry, IntFunction<Fault> faults) throws IOException {
        return before(registry, (number, method, target) -> faults.apply(number));
    }

    /** Which fault a request meets. */
    @FunctionalInterface
    public interface Faults {
        Fault of(int number, String method, String target);
    }

    /** Starts a proxy on a free port; see {@link #before(String, IntFunction)}. */
    public static FaultProxy before(String registry, Faults faults) throws IOException {
        FaultProxy proxy = new FaultProxy(registry, faults, "", "");
        proxy.start(proxy::accept);
        return proxy;
    }

    /**
     * Starts a proxy that refuses what has one media type, as registries do that are older than it.
     *
     * @param answer status line and body, with a line end between them
     */
    public static FaultProxy refusing(String registry, String mediaType, String answer) throws IOException {
        FaultProxy proxy = new FaultProxy(registry, (n, method, target) -> Fault.NONE, mediaType, answer);
        proxy.start(proxy::accept);
        return proxy;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Host and port, as in a reference. */
    public String host() {
        return "127.0.0.1:" + port();
    }

    /** All requests so far, in the order of their numbers. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "fault-proxy-" + port());
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            byte[] head = readHead(in);
            String[] line = firstLine(head).split(" ");
            if (line.length != 3 || !line[2].startsWith("HTTP/")) {
                client.getOutputStream().write(NO_TLS.getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            Request request = record(line[0], line[1]);
            handle(request, head, in, client);
        } catch (IOException e) {
            // a broken connection is what this class is about
        } finally {
            open.remove(client);
        }
    }

    private synchronized Request record(String method, String target) {
        int number = requests.size() + 1;
        Request request = new Request(number, method, target, faults.of(number, method, target));
        requests.add(request);
        return request;
    }

    private void handle(Request request, byte[] head, InputStream in, Socket client) throws IOException {
        switch (request.fault()) {
            case NONE -> {
                String type = header(new String(head, StandardCharsets.ISO_8859_1), "Content-Type");
                if (!refusedType.isEmpty() && type.equals(refusedType)) {
                    refuse(head, in, client);
                } else {
                    forward(head, in, client, client.getOutputStream());
                }
            }
            case CUT_BEFORE -> client.setSoLinger(true, 0);
            case CUT_AFTER -> {
                forward(head, in, client, OutputStream.nullOutputStream());
                client.setSoLinger(true, 0);
            }
            case TOO_MANY_REQUESTS -> answer(head, in, client, "429 Too Many Requests", "");
            case TOO_LARGE -> answer(head, in, client, "413 Request Entity Too Large", "");
            case TOO_MANY_REQUESTS_RETRY_AFTER ->
                answer(head, in, client, "429 Too Many Requests", "Retry-After: 1\r\n");
            case INTERNAL_ERROR -> answer(head, in, client, "500 Internal Server Error", "");
            case BAD_GATEWAY -> answer(head, in, client, "502 Bad Gateway", "");
            case HANG -> in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Reads the body first: a connection closed with unread bytes is reset, and the answer lost. */
    private static void answer(byte[] head, InputStream in, Socket client, String status, String headers)
            throws IOException {
        copyBody(head, in, OutputStream.nullOutputStream());
        String answer = "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void refuse(byte[] head, InputStream in, Socket client) throws IOException {
        copyBody(head, in, OutputStream.nullOutputStream());
        int end = refusal.indexOf('\n');
        String body = refusal.substring(end + 1);
        String answer =
                "HTTP/1.1 " + refusal.substring(0, end) + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\nConnection: close\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void forward(byte[] head, InputStream in, Socket client, OutputStream out) throws IOException {
        try (Socket upstream = new Socket()) {
            open.add(upstream);
            upstream.connect(registry);
            OutputStream toRegistry = upstream.getOutputStream();
            toRegistry.write(closing(head).getBytes(StandardCharsets.ISO_8859_1));
            copyBody(head, in, toRegistry);
            toRegistry.flush();
            upstream.getInputStream().transferTo(out);
            client.shutdownOutput();
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    private static void copyBody(byte[] head, InputStream in, OutputStream out) throws IOException {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (header(text, "Transfer-Encoding").equalsIgnoreCase("chunked")) {
            throw new IOException("chunked requests are not supported by this proxy");
        }
        String length = header(text, "Content-Length");
        long rest = length.isEmpty() ? 0 : Long.parseLong(length);
        byte[] buffer = new byte[8192];
        while (rest > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
            if (read < 0) {
                throw new IOException("the client's body ended early");
            }
            out.write(buffer, 0, read);
            rest -= read;
        }
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    /** With {@code Connection: close}, and {@code Host} as the client wrote it: the registry answers with addresses. */
    private static String closing(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String kept = String.join(
                "\r\n",
                text.lines()
                        .filter(line -> !line.isEmpty())
                        .filter(line -> !line.regionMatches(true, 0, "Connection:", 0, 11))
                        .toList());
        return kept + "\r\nConnection: close\r\n\r\n";
    }

    private static String firstLine(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    }

    private static byte[] readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (head.size() < MOST_HEADER_BYTES) {
            int next = in.read();
            boolean isText = next == '\r' || next == '\n' || next == '\t' || next >= ' ';
            if (next < 0 || !isText) {
                return new byte[0];
            }
            head.write(next);
            last = last << 8 | next;
            if (last == 0x0d0a0d0a) {
                return head.toByteArray();
            }
        }
        return new byte[0];
    }
}
