package io.jenkins.plugins.multiplatform.registry;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers requests with raw texts in their given order, one per connection: for answers that no real registry can be
 * made to give. A missing answer closes the connection.
 */
final class ScriptedServer implements Closeable {
    private final ServerSocket server;
    private final Queue<byte[]> answers = new ConcurrentLinkedQueue<>(new ArrayDeque<>());
    private volatile boolean empty;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    ScriptedServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Adds an answer: a status line with headers, and a body of which the length is told. */
    ScriptedServer answer(String statusAndHeaders, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return raw(statusAndHeaders + "\nContent-Length: " + length, body);
    }

    /** Adds an answer that says what it says. */
    ScriptedServer raw(String statusAndHeaders, String body) {
        String head = "HTTP/1.1 " + statusAndHeaders.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n";
        answers.add((head + body).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds a connection that is closed without an answer. */
    ScriptedServer cut() {
        answers.add(new byte[0]);
        return this;
    }

    /** Answers each HEAD with 404, in no order and without listing it: for what is asked before something is put. */
    ScriptedServer empty() {
        empty = true;
        return this;
    }

    /** Requests so far: {@code METHOD target}, with the value of Authorization behind it if there was one. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                serve(socket);
            } catch (IOException e) {
                // the next one
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        String head = readHead(new BufferedInputStream(socket.getInputStream()), socket);
        if (head.isEmpty()) {
            return;
        }
        String[] line = head.lines().findFirst().orElse("").split(" ");
        if (empty && line[0].equals("HEAD")) {
            String missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(missing.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        String authorization = head.lines()
                .filter(header -> header.startsWith("Authorization: "))
                .map(header -> " " + header.substring("Authorization: ".length()))
                .findFirst()
                .orElse("");
        requests.add(line[0] + " " + line[1] + authorization);
        byte[] answer = answers.poll();
        if (answer != null) {
            socket.getOutputStream().write(answer);
            socket.getOutputStream().flush();
        }
    }

    private static String readHead(InputStream in, Socket socket) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        for (int next = in.read(); next >= 9; next = in.read()) {
            head.write(next);
            last = last << 8 | next;
            if (last == 0x0d0a0d0a) {
                String text = head.toString(StandardCharsets.ISO_8859_1);
                in.skipNBytes(bodyLength(text));
                return text;
            }
        }
        socket.setSoLinger(true, 0);
        return "";
    }

    private static long bodyLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToLong(line -> Long.parseLong(line.substring(15).trim()))
                .findFirst()
                .orElse(0);
    }
}
