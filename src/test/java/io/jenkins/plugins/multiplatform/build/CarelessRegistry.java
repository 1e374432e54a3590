package io.jenkins.plugins.multiplatform.build;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A registry that takes whatever it is given and looks into nothing, with what a hostile node has pushed there. */
final class CarelessRegistry implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();
    private final List<String> puts = new CopyOnWriteArrayList<>();

    private record Content(String mediaType, byte[] bytes) {}

    CarelessRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("PUT")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            contents.put(path, new Content(exchange.getRequestHeaders().getFirst("Content-Type"), bytes));
            puts.add(path);
            exchange.sendResponseHeaders(201, -1);
            return;
        }
        Content content = contents.get(path);
        if (content == null) {
            exchange.sendResponseHeaders(path.equals("/v2/") ? 200 : 404, -1);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", content.mediaType);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", String.valueOf(content.bytes.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, content.bytes.length);
            exchange.getResponseBody().write(content.bytes);
        }
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Paths of what clients have put there. */
    List<String> puts() {
        return puts;
    }

    void remove(Digest digest) {
        contents.keySet().removeIf(path -> path.endsWith("/" + digest));
    }

    ContentDescriptor manifest(String repository, String mediaType, String document) {
        return add(repository + "/manifests/", mediaType, document);
    }

    ContentDescriptor blob(String repository, String mediaType, String document) {
        return add(repository + "/blobs/", mediaType, document);
    }

    private ContentDescriptor add(String folder, String mediaType, String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        contents.put("/v2/" + folder + digest, new Content(mediaType, bytes));
        return ContentDescriptor.of(mediaType, digest, bytes.length);
    }

    /** An image whose configuration says that it is for a platform. */
    ContentDescriptor image(String repository, Platform platform) {
        String variant = platform.variant().isEmpty() ? "" : ", \"variant\": \"" + platform.variant() + "\"";
        ContentDescriptor config = blob(
                repository,
                MediaTypes.OCI_CONFIG,
                "{\"os\": \"" + platform.os() + "\", \"architecture\": \"" + platform.architecture() + "\"" + variant
                        + ", \"rootfs\": {\"type\": \"layers\", \"diff_ids\": []}}");
        return manifest(repository, config, "");
    }

    /** @param more further fields of the manifest, each with a comma before it */
    ContentDescriptor manifest(String repository, ContentDescriptor config, String more) {
        return manifest(
                repository,
                MediaTypes.OCI_MANIFEST,
                "{\"schemaVersion\": 2, \"mediaType\": \"" + MediaTypes.OCI_MANIFEST + "\", \"config\": "
                        + entry(config, "") + ", \"layers\": []" + more + "}");
    }

    /** @param entries as {@link #entry} makes them */
    ContentDescriptor index(String repository, String... entries) {
        return manifest(
                repository,
                MediaTypes.OCI_INDEX,
                "{\"schemaVersion\": 2, \"mediaType\": \"" + MediaTypes.OCI_INDEX + "\", \"manifests\": ["
                        + List.of(entries).stream().collect(Collectors.joining(", ")) + "]}");
    }

    /** @param more further fields, each with a comma before it */
    static String entry(ContentDescriptor of, String more) {
        return "{\"mediaType\": \"" + of.mediaType() + "\", \"digest\": \"" + of.digest() + "\", \"size\": " + of.size()
                + more + "}";
    }

    /** An entry that says what it is for. */
    static String entry(ContentDescriptor of, Platform declared) {
        return entry(
                of,
                ", \"platform\": {\"os\": \"" + declared.os() + "\", \"architecture\": \"" + declared.architecture()
                        + "\"}");
    }

    /** An entry as BuildKit makes them for provenance. */
    static String attestation(ContentDescriptor of, Digest image) {
        return entry(
                of,
                ", \"annotations\": {\"vnd.docker.reference.type\": \"attestation-manifest\","
                        + " \"vnd.docker.reference.digest\": \"" + image + "\"},"
                        + " \"platform\": {\"os\": \"unknown\", \"architecture\": \"unknown\"}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
