package io.jenkins.plugins.multiplatform.jenkins.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as a registry with tokens does, which a service in the controller's network may do by chance. */
final class TokenRegistry implements Closeable {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    TokenRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        String user = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(exchange.getRequestMethod() + " " + asked + (user == null ? "" : " " + user));
        exchange.getResponseHeaders()
                .add("WWW-Authenticate", "Bearer realm=\"http://" + host() + "/token\",service=\"s\"");
        byte[] body = "{\"token\":\"a-token\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(asked.getPath().equals("/token") ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** So far: method, address, and as whom. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
