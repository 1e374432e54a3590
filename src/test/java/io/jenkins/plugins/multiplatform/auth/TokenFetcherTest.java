package io.jenkins.plugins.multiplatform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFetcherTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Optional<Credential> BOB = Optional.of(Credential.password("bob", "canary"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenFetcher fetcher = new TokenFetcher(
            request -> http.send(request, HttpResponse.BodyHandlers.ofByteArray()), InstantSource.fixed(NOW));
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private int status = 200;
    private String answer = "{\"token\":\"t1\",\"expires_in\":300}";

    @BeforeEach
    void startTokenServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stopTokenServer() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private TokenRequest request(TokenScope... scopes) throws TokenException {
        String realm = "http://127.0.0.1:" + server.getAddress().getPort() + "/token?tenant=1";
        Challenge challenge = new Challenge("Bearer", Map.of("realm", realm, "service", "the registry"));
        return TokenRequest.of(challenge, List.of(scopes), true);
    }

    private String where() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    @Test
    void asksByGetWithServiceScopesAndPassword() throws Exception {
        BearerToken token = fetcher.fetch(request(TokenScope.pullAndPush("a/b"), TokenScope.pull("c")), BOB);

        assertThat(token).isEqualTo(new BearerToken("t1", NOW.plusSeconds(300)));
        assertThat(requests)
                .containsExactly("GET /token?tenant=1&service=the+registry&scope=repository%3Aa%2Fb%3Apull%2Cpush"
                        + "&scope=repository%3Ac%3Apull Basic Ym9iOmNhbmFyeQ== ");
    }

    @Test
    void asksAnonymouslyWithoutAuthorization() throws Exception {
        fetcher.fetch(request(TokenScope.pull("a")), Optional.empty());

        assertThat(requests)
                .containsExactly("GET /token?tenant=1&service=the+registry&scope=repository%3Aa%3Apull null ");
    }

    @Test
    void exchangesAnIdentityTokenByPost() throws Exception {
        answer = "{\"access_token\":\"t2\"}";
        BearerToken token =
                fetcher.fetch(request(TokenScope.pull("a")), Optional.of(Credential.identityToken("id+canary")));

        assertThat(token).isEqualTo(new BearerToken("t2", NOW.plusSeconds(60)));
        assertThat(requests)
                .containsExactly("POST /token?tenant=1 null grant_type=refresh_token&service=the+registry"
                        + "&client_id=multi-platform-build&scope=repository%3Aa%3Apull&refresh_token=id%2Bcanary");
    }

    @Test
    void namesTheUserButNotThePasswordWhenRefused() throws Exception {
        status = 401;
        answer = "{\"details\":\"canary\"}";
        TokenRequest request = request(TokenScope.pull("a"));
        assertThatThrownBy(() -> fetcher.fetch(request, BOB))
                .isInstanceOf(TokenException.class)
                .hasMessage("Tried to get a token from " + where() + " for repository:a:pull but failed because:"
                        + " the credential of user \"bob\" was refused (status 401)")
                .matches(e -> ((TokenException) e).isRefused());
        assertThatThrownBy(() -> fetcher.fetch(request, Optional.empty()))
                .hasMessage("Tried to get a token from " + where() + " for repository:a:pull but failed because:"
                        + " no credential was given, and anonymous access was refused (status 401)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "{}",
                "{\"token\":7}",
                "{\"token\":\"\"}",
                "{\"token\":\"a\\r\\nX-Evil: 1\"}",
                "{\"token\":{\"token\":\"x\"}}"
            })
    void refusesAnAnswerThatIsNoToken(String body) throws Exception {
        answer = body;
        TokenRequest request = request(TokenScope.pull("a"));
        assertThatThrownBy(() -> fetcher.fetch(request, Optional.empty()))
                .isInstanceOf(TokenException.class)
                .hasMessage("Tried to get a token from " + where() + " for repository:a:pull but failed because:"
                        + " the token server's answer holds no usable token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0", "1e300", "\"soon\"", "null"})
    void boundsTheLifeOfATokenWhateverTheServerSays(String seconds) throws Exception {
        answer = "{\"token\":\"t\",\"expires_in\":" + seconds + "}";
        assertThat(fetcher.fetch(request(), Optional.empty()).expires()).isBetween(NOW, NOW.plusSeconds(86400));
    }

    @Test
    void sendsNoPasswordInPlainTextForARegistryWithTls() {
        URI realm = URI.create("http://tokens.example/t");
        TokenRequest request = new TokenRequest(realm, Optional.empty(), List.of(), false);
        assertThatThrownBy(() -> fetcher.fetch(request, BOB))
                .hasMessage("Tried to get a token from http://tokens.example/t but failed because: that address is"
                        + " plain http, and the registry is not: the credential of user \"bob\" was not sent there");
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/token",
                "file:///etc/passwd",
                "/token",
                "https:///token",
                "https://user:pw@host/token",
                "not a uri\u0007"
            })
    void refusesARealmThatIsNoWebAddress(String realm) {
        Challenge challenge = new Challenge("bearer", Map.of("realm", realm));
        assertThatThrownBy(() -> TokenRequest.of(challenge, List.of(), true))
                .isInstanceOf(TokenException.class)
                .hasMessage("The registry names \"" + realm.replace('\u0007', ' ')
                        + "\" as its token server, which is no http or https address");
    }

    @Test
    void refusesAChallengeWithoutRealm() {
        assertThatThrownBy(() -> TokenRequest.of(new Challenge("bearer", Map.of()), List.of(), true))
                .hasMessage("The registry asks for a token but names no token server (a Bearer challenge without"
                        + " realm)");
    }
}
