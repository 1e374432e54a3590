package io.jenkins.plugins.multiplatform.build;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server with a few files, which asks for no password but writes down each that it is told. */
final class WebServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> moved = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();

    WebServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                requests.add(path);
                Headers headers = exchange.getRequestHeaders();
                logins.addAll(headers.getOrDefault("Authorization", List.of()));
                if (moved.containsKey(path)) {
                    exchange.getResponseHeaders().add("Location", moved.get(path));
                    exchange.sendResponseHeaders(302, -1);
                } else if (files.containsKey(path)) {
                    exchange.sendResponseHeaders(200, files.get(path).length);
                    exchange.getResponseBody().write(files.get(path));
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String put(String path, String text) {
        return put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return its address */
    String put(String path, byte... content) {
        files.put(path, content);
        return "http://" + host() + path;
    }

    /** @return the address from which it leads to another one */
    String move(String path, String target) {
        moved.put(path, target);
        return "http://" + host() + path;
    }

    /** Paths, in their order. */
    List<String> requests() {
        return requests;
    }

    /** Of all requests that had any. */
    List<String> logins() {
        return logins;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
