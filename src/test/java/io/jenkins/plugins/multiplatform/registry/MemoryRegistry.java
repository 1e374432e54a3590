package io.jenkins.plugins.multiplatform.registry;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A registry in memory that shows the quirks of real ones which no registry at hand has. */
public final class MemoryRegistry implements Closeable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> blobs = new HashMap<>();
    private final Map<String, Stored> manifests = new HashMap<>();
    private final Map<String, byte[]> uploads = new HashMap<>();
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final List<Quirk> quirks = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> tokenRequests = new CopyOnWriteArrayList<>();
    private final Set<String> revoked = new HashSet<>();
    private String uploadLocation = "/v2/{repo}/blobs/uploads/{id}";
    private String realm = "";
    private String scopePrefix = "";
    private String foreignScope = "";

    private record Stored(String type, byte[] content) {}

    /** Looks at a request before the registry does. */
    @FunctionalInterface
    public interface Quirk {
        /** @return whether it was answered */
        boolean answers(HttpExchange exchange) throws IOException;
    }

    /** Sees a request. */
    @FunctionalInterface
    public interface Notice {
        void of(HttpExchange exchange);
    }

    public MemoryRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                serve(exchange);
            }
        });
        server.start();
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requests so far, {@code METHOD /path?query} as they were sent. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** What tokens were asked for: {@code METHOD Authorization scope scope}. */
    public List<String> tokenRequests() {
        return List.copyOf(tokenRequests);
    }

    public MemoryRegistry quirk(Quirk quirk) {
        quirks.add(quirk);
        return this;
    }

    /** Does something when such a request has come, before it is answered. */
    public MemoryRegistry before(String method, String part, Notice notice) {
        notices.add(exchange -> {
            if (isFor(exchange, method, part)) {
                notice.of(exchange);
            }
        });
        return this;
    }

    /** Answers the next request with a challenge that names such a scope. */
    public MemoryRegistry refuseOnceWithScope(String scope) {
        foreignScope = scope;
        return this;
    }

    /** Answers the next requests of a method whose path has a part, and does not do what they ask. */
    public MemoryRegistry refuse(int times, String method, String part, int status, String code) {
        int[] left = {times};
        return quirk(exchange -> {
            if (left[0] == 0 || !isFor(exchange, method, part)) {
                return false;
            }
            left[0]--;
            error(exchange, status, code);
            return true;
        });
    }

    /** Does what the next such requests ask, and answers none of them: the connection ends. */
    public MemoryRegistry loseAnswers(int times, String method, String part) {
        return afterwards(times, method, part, 0);
    }

    /** Does what the next such requests ask, and answers them with an error. */
    public MemoryRegistry failAfterwards(int times, String method, String part, int status) {
        return afterwards(times, method, part, status);
    }

    private MemoryRegistry afterwards(int times, String method, String part, int status) {
        int[] left = {times};
        return quirk(exchange -> {
            if (left[0] == 0 || !isFor(exchange, method, part)) {
                return false;
            }
            left[0]--;
            putManifest(exchange);
            if (status > 0) {
                answer(exchange, status, new byte[0]);
            }
            return true;
        });
    }

    /** A tag that exists can't be put again, whatever it would name. */
    public MemoryRegistry immutableTags(int status, String code) {
        return quirk(exchange -> {
            boolean refused = isFor(exchange, "PUT", "/manifests/")
                    && !exchange.getRequestURI().getPath().contains("sha256:")
                    && manifests.containsKey(exchange.getRequestURI().getPath());
            if (refused) {
                error(exchange, status, code);
            }
            return refused;
        });
    }

    /** @param template with {@code {repo}} and {@code {id}} */
    public MemoryRegistry uploadLocation(String template) {
        uploadLocation = template;
        return this;
    }

    /** Wants a token for everything. */
    public MemoryRegistry tokens() {
        return tokens("http://" + host() + "/token");
    }

    public MemoryRegistry tokens(String newRealm) {
        realm = newRealm;
        return this;
    }

    /** Names its repositories with a prefix in its challenges, and takes only tokens for those names. */
    public MemoryRegistry scopePrefix(String prefix) {
        scopePrefix = prefix;
        return this;
    }

    /** Ends the life of all tokens that were given so far. */
    public synchronized void revokeTokens() {
        revoked.addAll(tokenRequests.stream().map(MemoryRegistry::tokenOf).toList());
    }

    public synchronized boolean hasManifest(String repository, String name) {
        return manifests.containsKey("/v2/" + repository + "/manifests/" + name);
    }

    public synchronized boolean hasBlob(String repository, Digest digest) {
        return blobs.containsKey("/v2/" + repository + "/blobs/" + digest);
    }

    /** Puts a manifest without being asked. */
    public synchronized void store(String repository, String name, RawManifest manifest) {
        Stored stored = new Stored(manifest.mediaType(), manifest.content());
        manifests.put("/v2/" + repository + "/manifests/" + name, stored);
        manifests.put("/v2/" + repository + "/manifests/" + manifest.digest(), stored);
    }

    public synchronized Digest storeBlob(String repository, byte[] content) {
        Digest digest = Digest.of(content);
        blobs.put("/v2/" + repository + "/blobs/" + digest, content);
        return digest;
    }

    public static boolean isFor(HttpExchange exchange, String method, String part) {
        return exchange.getRequestMethod().equals(method)
                && exchange.getRequestURI().toString().contains(part);
    }

    public static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", "" + body.length);
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    public static void error(HttpExchange exchange, int status, String code) throws IOException {
        String body = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"refused\"}]}";
        answer(exchange, status, code.isEmpty() ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/token")) {
            token(exchange);
            return;
        }
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        notices.forEach(notice -> notice.of(exchange));
        if (!isAllowed(exchange, path)) {
            return;
        }
        for (Quirk quirk : quirks) {
            if (quirk.answers(exchange)) {
                return;
            }
        }
        if (path.contains("/blobs/uploads/")) {
            upload(exchange, path.substring(0, path.indexOf("/blobs/uploads/")).substring("/v2/".length()));
        } else if (path.contains("/blobs/")) {
            send(exchange, blobs.get(path), "application/octet-stream", "BLOB_UNKNOWN");
        } else if (path.contains("/manifests/") && exchange.getRequestMethod().equals("PUT")) {
            putManifest(exchange);
            answer(exchange, 201, new byte[0]);
        } else if (path.contains("/manifests/")) {
            Stored stored = manifests.get(path);
            send(
                    exchange,
                    stored == null ? null : stored.content(),
                    stored == null ? "" : stored.type(),
                    "MANIFEST_UNKNOWN");
        } else if (path.contains("/referrers/")) {
            referrers(exchange, path);
        } else if (path.equals("/v2/")) {
            answer(exchange, 200, new byte[0]);
        } else {
            error(exchange, 404, "NOT_FOUND");
        }
    }

    private void send(HttpExchange exchange, byte[] content, String type, String missing) throws IOException {
        if (content == null) {
            error(exchange, 404, missing);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", Digest.of(content).toString());
        answer(exchange, 200, content);
    }

    private void putManifest(HttpExchange exchange) throws IOException {
        byte[] content = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", Digest.of(content).toString());
        Stored stored = new Stored(exchange.getRequestHeaders().getFirst("Content-Type"), content);
        if (subjectOf(stored).isPresent()) {
            exchange.getResponseHeaders().set("OCI-Subject", subjectOf(stored).get());
        }
        manifests.put(path, stored);
        manifests.put(path.substring(0, path.lastIndexOf('/') + 1) + Digest.of(content), stored);
    }

    private void referrers(HttpExchange exchange, String path) throws IOException {
        String repository = path.substring(0, path.indexOf("/referrers/"));
        String subject = path.substring(path.lastIndexOf('/') + 1);
        List<ContentDescriptor> found = new ArrayList<>();
        for (Map.Entry<String, Stored> manifest : new TreeMap<>(manifests).entrySet()) {
            boolean named = manifest.getKey().startsWith(repository + "/manifests/sha256:");
            if (named && subjectOf(manifest.getValue()).filter(subject::equals).isPresent()) {
                JsonObject json = json(manifest.getValue());
                Digest digest = Digest.of(manifest.getValue().content());
                found.add(new ContentDescriptor(
                        manifest.getValue().type(),
                        digest,
                        manifest.getValue().content().length,
                        List.of(),
                        Map.of(),
                        "",
                        null,
                        json.has("artifactType") ? json.get("artifactType").getAsString() : ""));
            }
        }
        send(exchange, ImageIndex.of(MediaTypes.OCI_INDEX, found, Map.of()).content(), MediaTypes.OCI_INDEX, "");
    }

    private static JsonObject json(Stored manifest) {
        return JsonParser.parseString(new String(manifest.content(), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private static Optional<String> subjectOf(Stored manifest) {
        JsonObject json = json(manifest);
        return json.has("subject")
                ? Optional.of(json.getAsJsonObject("subject").get("digest").getAsString())
                : Optional.empty();
    }

    /** Takes nothing that names a subject which it does not have. */
    public MemoryRegistry subjectsFirst() {
        return quirk(exchange -> {
            if (!isFor(exchange, "PUT", "/manifests/")) {
                return false;
            }
            String path = exchange.getRequestURI().getPath();
            byte[] content = exchange.getRequestBody().readAllBytes();
            exchange.setStreams(new ByteArrayInputStream(content), null);
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            boolean missing = subjectOf(new Stored("", content))
                    .filter(subject -> !manifests.containsKey(folder + subject))
                    .isPresent();
            if (missing) {
                error(exchange, 400, "MANIFEST_INVALID");
            }
            return missing;
        });
    }

    private void upload(HttpExchange exchange, String repository) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("POST")) {
            byte[] other = blobs.get("/v2/" + query.get("from") + "/blobs/" + query.get("mount"));
            if (other != null) {
                storeBlob(repository, other);
                answer(exchange, 201, new byte[0]);
                return;
            }
            String id = UUID.randomUUID().toString();
            uploads.put(id, new byte[0]);
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            uploadLocation.replace("{repo}", repository).replace("{id}", id));
            answer(exchange, 202, new byte[0]);
            return;
        }
        String path = exchange.getRequestURI().getPath();
        String state = query.getOrDefault("_state", "");
        String named = path.endsWith("/") ? state : path;
        String id = named.substring(named.lastIndexOf('/') + 1);
        byte[] before = uploads.remove(id);
        if (before == null) {
            error(exchange, 404, "BLOB_UPLOAD_UNKNOWN");
            return;
        }
        byte[] content = Arrays.copyOf(before, before.length + body.length);
        System.arraycopy(body, 0, content, before.length, body.length);
        if (exchange.getRequestMethod().equals("PATCH")) {
            uploads.put(id, content);
            answer(exchange, 202, new byte[0]);
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            answer(exchange, 204, new byte[0]);
        } else if (!Digest.of(content).toString().equals(query.get("digest"))) {
            error(exchange, 400, "DIGEST_INVALID");
        } else {
            storeBlob(repository, content);
            created(exchange, content);
        }
    }

    private static void created(HttpExchange exchange, byte[] content) throws IOException {
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", Digest.of(content).toString());
        answer(exchange, 201, new byte[0]);
    }

    /** With a token for the repository, that allows what the method needs. */
    private boolean isAllowed(HttpExchange exchange, String path) throws IOException {
        if (realm.isEmpty()) {
            return true;
        }
        String method = exchange.getRequestMethod();
        String actions = method.equals("GET") || method.equals("HEAD") ? "pull" : "pull,push";
        String repository =
                path.replaceFirst("^/v2/", "").replaceFirst("/?(blobs|manifests|referrers|uploads)/.*$", "");
        String wanted = repository.isEmpty() ? "" : "repository:" + scopePrefix + repository + ":";
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String token = authorization == null ? "" : authorization.replace("Bearer ", "");
        boolean known = !token.isEmpty() && !revoked.contains(token);
        boolean allowed = known
                && Arrays.stream(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(" "))
                        .anyMatch(scope -> scope.startsWith(wanted)
                                && Set.of(scope.substring(scope.lastIndexOf(':') + 1)
                                                .split(","))
                                        .containsAll(Set.of(actions.split(","))));
        if (!allowed) {
            String named = foreignScope.isEmpty() ? wanted + actions : foreignScope;
            String scope = wanted.isEmpty() ? "" : ",scope=\"" + named + "\"";
            foreignScope = "";
            exchange.getResponseHeaders()
                    .set("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"memory\"" + scope);
            error(exchange, 401, "UNAUTHORIZED");
        }
        return allowed;
    }

    private void token(HttpExchange exchange) throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        String form = post
                ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                : String.valueOf(exchange.getRequestURI().getRawQuery());
        List<String> scopes = new ArrayList<>();
        for (String field : form.split("&")) {
            if (field.startsWith("scope=")) {
                scopes.addAll(List.of(decode(field.substring("scope=".length())).split(" ")));
            }
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        tokenRequests.add(tokenRequests.size() + " " + exchange.getRequestMethod() + " "
                + (post ? "-" : String.valueOf(authorization)) + " " + String.join(" ", scopes));
        for (Quirk quirk : quirks) {
            if (quirk.answers(exchange)) {
                return;
            }
        }
        String token = tokenOf(tokenRequests.get(tokenRequests.size() - 1));
        answer(exchange, 200, ("{\"token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    /** Its scopes, and the number that makes it another than the last one for them. */
    private static String tokenOf(String request) {
        return Base64.getEncoder().encodeToString(request.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(String raw) {
        return raw == null
                ? Map.of()
                : Arrays.stream(raw.split("&"))
                        .map(field -> field.split("=", 2))
                        .collect(Collectors.toMap(
                                field -> field[0], field -> field.length > 1 ? decode(field[1]) : "", (a, b) -> b));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
