import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Gives Bearer tokens for the token registry, by GET with Basic and by POST with a form, and prints what each one asked for.
 * The user gets every scope except of repositories under forbidden/; nobody in particular may pull under public/.
 * Usage: TokenServer PORT KEYSTORE SERVICE ISSUER USER PASSWORD
 */
public final class TokenServer {
    private static final int SECONDS = 300;
    private static final String ANONYMOUS = "";

    private final PrivateKey key;
    private final String certificate;
    private final String service;
    private final String issuer;
    private final String user;
    private final String password;

    private TokenServer(String[] args) throws Exception {
        char[] secret = "testbed".toCharArray();
        KeyStore keys = KeyStore.getInstance(Path.of(args[1]).toFile(), secret);
        key = (PrivateKey) keys.getKey("token", secret);
        certificate = Base64.getEncoder().encodeToString(keys.getCertificate("token").getEncoded());
        service = args[2];
        issuer = args[3];
        user = args[4];
        password = args[5];
    }

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 50);
        server.createContext("/token", new TokenServer(args)::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean post = exchange.getRequestMethod().equals("POST");
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, List<String>> asked = form(
                    post ? new String(body, StandardCharsets.UTF_8) : exchange.getRequestURI().getRawQuery());
            String who = post ? whoByForm(asked) : whoByBasic(exchange.getRequestHeaders().getFirst("Authorization"));
            List<String> scopes = asked.getOrDefault("scope", List.of()).stream()
                    .flatMap(scope -> List.of(scope.split(" ")).stream())
                    .toList();
            if (who == null || !service.equals(first(asked, "service"))) {
                log(exchange, "refused", scopes, List.of());
                send(exchange, 401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"wrong user, password or service\"}]}");
                return;
            }
            List<String> granted = scopes.stream().map(scope -> grant(who, scope)).filter(s -> !s.isEmpty()).toList();
            log(exchange, who.equals(ANONYMOUS) ? "anonymous" : who, scopes, granted);
            String token = token(who, granted);
            send(exchange, 200, "{\"token\":\"" + token + "\",\"access_token\":\"" + token + "\",\"expires_in\":" + SECONDS
                    + ",\"issued_at\":\"" + Instant.now() + "\",\"scope\":\"" + String.join(" ", granted) + "\"}");
        } catch (Exception e) {
            System.out.println("failed: " + e);
            send(exchange, 500, "{}");
        }
    }

    private String whoByForm(Map<String, List<String>> asked) {
        return check(first(asked, "username"), first(asked, "password"));
    }

    private String whoByBasic(String header) {
        if (header == null) {
            return ANONYMOUS;
        }
        String[] pair = new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8)
                .split(":", 2);
        return pair.length == 2 ? check(pair[0], pair[1]) : null;
    }

    private String check(String name, String secret) {
        return user.equals(name) && password.equals(secret) ? user : null;
    }

    /** The scope with the actions that this user gets, or nothing. */
    private String grant(String who, String scope) {
        int actions = scope.lastIndexOf(':');
        String repository = scope.substring(scope.indexOf(':') + 1, Math.max(actions, scope.indexOf(':') + 1));
        if (!scope.startsWith("repository:") || repository.startsWith("forbidden/")) {
            return "";
        }
        if (!who.equals(ANONYMOUS)) {
            return scope;
        }
        boolean pull = List.of(scope.substring(actions + 1).split(",")).contains("pull");
        return pull && repository.startsWith("public/") ? "repository:" + repository + ":pull" : "";
    }

    private String token(String who, List<String> granted) throws Exception {
        long now = Instant.now().getEpochSecond();
        String access = granted.stream().map(TokenServer::access).collect(Collectors.joining(","));
        String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"" + certificate + "\"]}";
        String claims = "{\"iss\":\"" + issuer + "\",\"sub\":\"" + who + "\",\"aud\":\"" + service + "\",\"exp\":" + (now + SECONDS)
                + ",\"nbf\":" + (now - 10) + ",\"iat\":" + now + ",\"jti\":\"" + UUID.randomUUID() + "\",\"access\":[" + access + "]}";
        String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private static String access(String scope) {
        int name = scope.indexOf(':') + 1;
        int actions = scope.lastIndexOf(':');
        return "{\"type\":\"repository\",\"name\":\"" + scope.substring(name, actions) + "\",\"actions\":[\""
                + scope.substring(actions + 1).replace(",", "\",\"") + "\"]}";
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, List<String>> form(String text) {
        Map<String, List<String>> values = new HashMap<>();
        for (String pair : (text == null ? "" : text).split("&")) {
            String[] parts = pair.split("=", 2);
            values.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>()).add(parts.length == 2 ? decode(parts[1]) : "");
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String first(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of("")).get(0);
    }

    /** One line per question; never a password or a token. */
    private static void log(HttpExchange exchange, String who, List<String> scopes, List<String> granted) {
        System.out.println(Instant.now() + " " + exchange.getRequestMethod() + " " + who + " asked=" + scopes + " granted=" + granted);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
