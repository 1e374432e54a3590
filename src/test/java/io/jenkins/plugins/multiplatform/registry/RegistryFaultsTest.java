package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RegistryFaultsTest {
    private static final String BODY = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\"}";
    private static final RawManifest MANIFEST =
            RawManifest.of(MediaTypes.OCI_INDEX, BODY.getBytes(StandardCharsets.UTF_8));
    private static final String OK = "200 OK\nContent-Type: " + MediaTypes.OCI_INDEX;

    private final FakeTicker ticker = new FakeTicker();
    private final AtomicInteger asked = new AtomicInteger();
    private ScriptedServer server;
    private ScriptedServer other;

    @BeforeEach
    void startServers() throws IOException {
        server = new ScriptedServer();
        other = new ScriptedServer();
    }

    @AfterEach
    void stopServers() throws IOException {
        server.close();
        other.close();
    }

    private RegistryClient client(RetryPolicy policy) {
        RegistrySettings settings = RegistrySettings.standard()
                .withPlainHttp(server.host())
                .withPlainHttp(other.host())
                .withRetries(policy);
        CredentialSource bob = host -> {
            asked.incrementAndGet();
            return Optional.of(Credential.password("bob", "canary"));
        };
        return new RegistryClient(settings, bob, ticker);
    }

    private RegistryClient client() {
        return client(RetryPolicy.standard());
    }

    private Reference app() throws Exception {
        return Reference.parseNormalized(server.host() + "/app:1");
    }

    private String tried(String what, String why) {
        return "Tried to " + what + " " + server.host() + "/app but failed because: " + why;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo.1:5000 | its last part begins with a digit, as those of IPv4 addresses alone do, which have four"
                        + " numbers",
                "127.1:5000 | its last part begins with a digit, as those of IPv4 addresses alone do, which have four"
                        + " numbers",
                "foo.1 | its last part begins with a digit, as those of IPv4 addresses alone do, which have four"
                        + " numbers",
                "[abc]:5000 | no IPv6 address stands in the brackets",
                "localhost:99999 | 65535 is the largest port",
                "localhost:99999999999 | 65535 is the largest port"
            })
    void aHostThatIsNoneIsAnErrorThatSaysWhy(String host, String why) throws Exception {
        Reference image = Reference.parseNormalized(host + "/app:1");
        String says = " but failed because: \"" + host + "\" names no host: " + why;
        RegistryClient client = new RegistryClient(
                RegistrySettings.standard().withInsecure(host), name -> Optional.of(Credential.password("bob", "x")));

        assertThatThrownBy(() -> client.getManifest(image))
                .isInstanceOf(RegistryException.class)
                .hasMessage("Tried to get manifest 1 from " + host + "/app" + says);
        assertThatThrownBy(() -> client.checkPush(image))
                .isInstanceOf(RegistryException.class)
                .hasMessageEndingWith(says);
        assertThatThrownBy(() -> client.tokenSource().login(host, List.of()))
                .isInstanceOf(AuthException.class)
                .hasMessage("Tried to ask " + host + " how users authenticate" + says);
    }

    @Test
    @DisplayName("S28: a limit of requests is waited out as the registry asks, in seconds or until a date")
    void waitsAsLongAsTheRegistryAsks() throws Exception {
        server.answer("429 Too Many Requests\nRetry-After: 7", "")
                .answer("429 Too Many Requests\nRetry-After: Fri, 02 Jan 2026 03:04:32 GMT", "")
                .answer(OK, BODY);
        assertThat(client().getManifest(app())).map(RawManifest::text).contains(BODY);
        assertThat(ticker.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(20));
    }

    @Test
    void givesAHostileRetryAfterItsBound() throws Exception {
        server.answer("503 Service Unavailable\nRetry-After: 999999999", "")
                .answer("503 Service Unavailable\nRetry-After: -1", "")
                .answer("503 Service Unavailable\nRetry-After: 99999999999999999999", "")
                .answer("503 Service Unavailable\nRetry-After: Thu, 31 Dec 2037 23:59:59 GMT", "")
                .answer(OK, BODY);
        client().getManifest(app());
        assertThat(ticker.pauses()).allMatch(pause -> pause.compareTo(Duration.ofSeconds(60)) <= 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    @DisplayName("S28: passing faults of a push are tried again with growing pauses")
    void triesAPutAgain(int status) throws Exception {
        server.empty();
        server.answer(status + " No", "").answer(status + " No", "").answer("201 Created", "");
        client().putTag(app(), MANIFEST);
        assertThat(server.requests()).hasSize(3).containsOnly("PUT /v2/app/manifests/1");
        assertThat(ticker.pauses()).hasSize(2);
        assertThat(ticker.pauses().get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(ticker.pauses().get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void triesAgainWhenTheConnectionBreaksBeforeInAndAfterTheAnswer() throws Exception {
        server.cut()
                .raw(OK + "\nContent-Length: 10000", BODY)
                .raw("HTTP nonsense", "")
                .answer(OK, BODY);
        assertThat(client().getManifest(app())).isPresent();
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void givesUpAfterTheLastAttemptAndSaysHowOftenItTried() throws Exception {
        server.empty();
        for (int i = 0; i < 8; i++) {
            server.answer(
                    "500 Internal Server Error",
                    "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"disk full\",\"detail\":{}},{\"code\":\"X\"}]}");
        }
        assertThatThrownBy(() -> client().putTag(app(), MANIFEST))
                .isInstanceOf(RegistryErrorException.class)
                .hasMessage(tried(
                        "put manifest " + MANIFEST.digest() + " as 1 to",
                        "500 Internal Server Error: disk full (UNKNOWN); X (tried 8 times)"))
                .satisfies(e -> {
                    assertThat(((RegistryErrorException) e).status()).isEqualTo(500);
                    assertThat(((RegistryErrorException) e).codes()).containsExactly("UNKNOWN", "X");
                });
    }

    @Test
    void stopsWhenItsTimeIsUp() throws Exception {
        for (int i = 0; i < 8; i++) {
            server.answer("429 Too Many Requests\nRetry-After: 60", "");
        }
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried("get manifest 1 from", "429 Too Many Requests (tried 3 times)"));
        assertThat(ticker.pauses()).hasSize(2);
    }

    @Test
    void aLastingErrorIsNotTriedAgain() throws Exception {
        server.empty();
        server.answer("400 Bad Request", "{\"errors\":[{\"code\":\"MANIFEST_INVALID\",\"message\":\"no\\nway\"}]}");
        assertThatThrownBy(() -> client().putTag(app(), MANIFEST))
                .hasMessage(tried(
                        "put manifest " + MANIFEST.digest() + " as 1 to",
                        "400 Bad Request: no way (MANIFEST_INVALID)"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aHungRegistryEndsWithTheAttemptsTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String host = "127.0.0.1:" + silent.getLocalPort();
            RetryPolicy hasty = new RetryPolicy(
                    2,
                    2,
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(9));
            RegistryClient client = new RegistryClient(
                    RegistrySettings.standard().withPlainHttp(host).withRetries(hasty),
                    CredentialSource.anonymous(),
                    ticker);
            assertThatThrownBy(() -> client.getManifest(Reference.parseNormalized(host + "/app:1")))
                    .hasMessage("Tried to get manifest 1 from " + host
                            + "/app but failed because: no answer within 1 seconds from " + host + " (tried 2 times)");
        }
    }

    @Test
    void aBodyThatStopsInTheMiddleEndsToo() throws Exception {
        try (ServerSocket stalling = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try {
                    var socket = stalling.accept();
                    socket.getInputStream().read();
                    String answer = "HTTP/1.1 200 OK\r\nContent-Type: " + MediaTypes.OCI_INDEX
                            + "\r\nContent-Length: 100\r\n\r\n{";
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                } catch (IOException e) {
                    // the test ended
                }
            });
            thread.setDaemon(true);
            thread.start();
            String host = "127.0.0.1:" + stalling.getLocalPort();
            RetryPolicy once = new RetryPolicy(
                    1,
                    1,
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(9));
            RegistryClient client = new RegistryClient(
                    RegistrySettings.standard().withPlainHttp(host).withRetries(once),
                    CredentialSource.anonymous(),
                    ticker);
            assertThatThrownBy(() -> client.getManifest(Reference.parseNormalized(host + "/app:1")))
                    .hasMessageEndingWith("no answer within 1 seconds from " + host);
        }
    }

    @Test
    void anInterruptEndsTheWaitForAnAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String host = "127.0.0.1:" + silent.getLocalPort();
            RegistryClient client = new RegistryClient(
                    RegistrySettings.standard().withPlainHttp(host), CredentialSource.anonymous(), ticker);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> client.getManifest(Reference.parseNormalized(host + "/app:1")))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void tellsARefusedConnectionWithoutMinutesOfPatience() throws Exception {
        server.close();
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried(
                        "get manifest 1 from",
                        "connection refused by " + server.host() + ": is it running, and is the port right?"
                                + " (tried 2 times)"));
        assertThat(ticker.pauses()).hasSize(1);
    }

    @Test
    void waitsForARegistryThatRestarts() throws Exception {
        server.answer(OK, BODY);
        RegistryClient client = client();
        client.getManifest(app());
        server.close();
        assertThatThrownBy(() -> client.getManifest(app())).hasMessageEndingWith("(tried 8 times)");
        assertThat(ticker.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isGreaterThan(Duration.ofSeconds(45));
    }

    @Test
    void tellsAnUnknownName() throws Exception {
        Reference nowhere = Reference.parseNormalized("registry.invalid/app:1");
        assertThatThrownBy(() -> client().getManifest(nowhere))
                .hasMessage("Tried to get manifest 1 from registry.invalid/app but failed because: the name of"
                        + " registry.invalid is not known: is it spelled right, and does this machine reach its name"
                        + " server or need a proxy (HTTPS_PROXY)? (tried 2 times)");
    }

    @Test
    void refusesContentThatIsNotItsDigest() throws Exception {
        Digest wanted = Digest.of("else".getBytes(StandardCharsets.UTF_8));
        server.answer(OK, BODY);
        assertThatThrownBy(() -> client().getManifest(app().nameOnly().withDigest(wanted)))
                .isInstanceOf(DigestMismatchException.class)
                .hasMessage(tried(
                        "get manifest " + wanted + " from",
                        "the content's digest should be " + wanted + " and is " + MANIFEST.digest()
                                + ": it was damaged or changed on the way"));
    }

    @Test
    void refusesContentThatIsNotTheDigestOfItsHeader() throws Exception {
        Digest told = Digest.of("else".getBytes(StandardCharsets.UTF_8));
        server.answer(OK + "\nDocker-Content-Digest: " + told, BODY);
        assertThatThrownBy(() -> client().getManifest(app())).isInstanceOf(DigestMismatchException.class);
        server.answer(OK + "\nDocker-Content-Digest: sha256:../..", BODY);
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried(
                        "get manifest 1 from",
                        "the registry's Docker-Content-Digest is no digest: invalid checksum digest length"));
    }

    @Test
    void refusesARegistryThatStoredSomethingElse() throws Exception {
        server.empty();
        Digest stored = Digest.of("else".getBytes(StandardCharsets.UTF_8));
        server.answer("201 Created\nDocker-Content-Digest: " + stored, "");
        assertThatThrownBy(() -> client().putTag(app(), MANIFEST)).isInstanceOf(DigestMismatchException.class);
    }

    @Test
    void readsNoMoreThanFourMebibytes() throws Exception {
        server.answer(OK, "{\"a\":\"" + "x".repeat(5 << 20) + "\"}");
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried(
                        "get manifest 1 from",
                        "the answer is larger than 4194304 bytes (4 MiB), the most that is read"));
    }

    @Test
    void refusesAManifestThatIsTwoThings() throws Exception {
        server.answer("200 OK\nContent-Type: " + MediaTypes.OCI_MANIFEST + "; charset=utf-8", BODY);
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried(
                        "get manifest 1 from",
                        "the registry says that its media type is " + MediaTypes.OCI_MANIFEST
                                + ", the manifest itself says " + MediaTypes.OCI_INDEX));
    }

    @Test
    void takesTheMediaTypeOfTheManifestFromARegistryThatKnowsNone() throws Exception {
        server.answer("200 OK\nContent-Type: text/plain; charset=utf-8", BODY);
        assertThat(client().getManifest(app())).map(RawManifest::mediaType).contains(MediaTypes.OCI_INDEX);
        server.answer("200 OK\nContent-Type: text/html", "<html>log in</html>");
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried("get manifest 1 from", "the answer is no manifest: it is not a JSON object"));
    }

    @Test
    void tellsAPageFromARegistry() throws Exception {
        server.answer("403 Forbidden", "<html><body>Company proxy</body></html>");
        assertThatThrownBy(() -> client().getManifest(app()))
                .isInstanceOf(RegistryUnauthorizedException.class)
                .hasMessage(tried(
                        "get manifest 1 from",
                        "403 Forbidden: the answer is a web page and not a registry's: is a proxy or login page in the"
                                + " way?; no credential was given for " + server.host()));
    }

    @Test
    void getsATokenAndKeepsItForTheScope() throws Exception {
        server.answer("401 Unauthorized\nWWW-Authenticate: " + bearer(), "")
                .answer(OK, BODY)
                .answer(OK, BODY);
        other.answer("200 OK", "{\"token\":\"t1\",\"expires_in\":60}");
        RegistryClient client = client();
        client.getManifest(app());
        client.getManifest(app());
        assertThat(server.requests())
                .containsExactly(
                        "GET /v2/app/manifests/1",
                        "GET /v2/app/manifests/1 Bearer t1",
                        "GET /v2/app/manifests/1 Bearer t1");
        assertThat(other.requests()).containsExactly("GET /t?scope=repository%3Aapp%3Apull Basic Ym9iOmNhbmFyeQ==");
    }

    private String bearer() {
        return "Basic realm=\"x\", bearer REALM = \"http://" + other.host() + "/t\"";
    }

    @Test
    @DisplayName("A login renewed meanwhile counts: after one 401 the credential is asked for again")
    void getsANewTokenAfterA401() throws Exception {
        server.answer("401 Unauthorized\nWWW-Authenticate: " + bearer(), "")
                .answer(OK, BODY)
                .answer("401 Unauthorized\nWWW-Authenticate: " + bearer(), "")
                .answer(OK, BODY);
        other.answer("200 OK", "{\"token\":\"t1\",\"expires_in\":600}").answer("200 OK", "{\"access_token\":\"t2\"}");
        RegistryClient client = client();
        client.getManifest(app());
        client.getManifest(app());
        assertThat(server.requests())
                .containsExactly(
                        "GET /v2/app/manifests/1",
                        "GET /v2/app/manifests/1 Bearer t1",
                        "GET /v2/app/manifests/1 Bearer t1",
                        "GET /v2/app/manifests/1 Bearer t2");
        assertThat(asked).hasValue(2);
    }

    @Test
    void replacesATokenBeforeItExpires() throws Exception {
        server.answer("401 Unauthorized\nWWW-Authenticate: " + bearer(), "")
                .answer(OK, BODY)
                .answer(OK, BODY);
        other.answer("200 OK", "{\"token\":\"t1\",\"expires_in\":60}").answer("200 OK", "{\"token\":\"t2\"}");
        RegistryClient client = client();
        client.getManifest(app());
        ticker.pause(Duration.ofSeconds(51));
        client.getManifest(app());
        assertThat(server.requests()).last().isEqualTo("GET /v2/app/manifests/1 Bearer t2");
    }

    @Test
    void asksOnceAgainAndNotForEver() throws Exception {
        server.empty();
        String denied = "401 Unauthorized\nWWW-Authenticate: " + bearer();
        String reason = "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}";
        server.answer(denied, reason).answer(denied, reason);
        other.answer("200 OK", "{\"token\":\"t1\"}");
        assertThatThrownBy(() -> client().putTag(app(), MANIFEST))
                .isInstanceOf(RegistryUnauthorizedException.class)
                .hasMessage(tried(
                        "put manifest " + MANIFEST.digest() + " as 1 to",
                        "401 Unauthorized: authentication required (UNAUTHORIZED); the credential of user \"bob\""
                                + " was tried"));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void triesTokenRequestsAgainToo() throws Exception {
        server.answer("401 Unauthorized\nWWW-Authenticate: " + bearer(), "").answer(OK, BODY);
        other.answer("503 Service Unavailable", "").cut().answer("200 OK", "{\"token\":\"t1\"}");
        assertThat(client().getManifest(app())).isPresent();
        assertThat(other.requests()).hasSize(3);
    }

    @Test
    void aTokenServersRedirectToAnotherOriginGetsNoPassword() throws Exception {
        server.answer("401 Unauthorized\nWWW-Authenticate: " + bearer(), "").answer(OK, BODY);
        try (ScriptedServer third = new ScriptedServer()) {
            other.answer("302 Found\nLocation: http://" + third.host() + "/t3", "");
            third.answer("200 OK", "{\"token\":\"t1\"}");
            client().getManifest(app());
            assertThat(third.requests()).containsExactly("GET /t3");
        }
    }

    @Test
    void aRefusedTokenNamesTheUserAndNotTheSecret() throws Exception {
        server.answer("401 Unauthorized\nWWW-Authenticate: " + bearer(), "");
        other.answer("401 Unauthorized", "{\"details\":\"canary\"}");
        assertThatThrownBy(() -> client().getManifest(app()))
                .isInstanceOf(RegistryUnauthorizedException.class)
                .hasMessage(tried(
                        "get manifest 1 from",
                        "Tried to get a token from http://" + other.host()
                                + "/t for repository:app:pull but failed because: the credential of user \"bob\" was"
                                + " refused (status 401)"));
    }

    @Test
    void doesNotSendTheSamePasswordTwice() throws Exception {
        String denied = "401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"";
        server.answer(denied, "").answer(denied, "");
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried("get manifest 1 from", "401 Unauthorized; the credential of user \"bob\" was tried"));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void repeatsNoSecretThatARegistryEchoes() throws Exception {
        server.answer("401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"", "")
                .answer("400 Bad Request", "you sent Basic Ym9iOmNhbmFyeQ== which is bob:canary");
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried(
                        "get manifest 1 from", "400 Bad Request: you sent Basic <redacted> which is bob:<redacted>"));
    }

    @Test
    void sendsNoPasswordUnasked() throws Exception {
        server.answer(OK, BODY);
        client().getManifest(app());
        assertThat(server.requests()).containsExactly("GET /v2/app/manifests/1");
        assertThat(asked).hasValue(0);
    }

    @Test
    void followsARedirectToAnotherOriginWithoutTheToken() throws Exception {
        server.answer("401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"", "")
                .answer("307 Temporary Redirect\nLocation: http://" + other.host() + "/blob?signature=s", "");
        other.answer(OK, BODY);
        assertThat(client().getManifest(app())).isPresent();
        assertThat(server.requests()).last().isEqualTo("GET /v2/app/manifests/1 Basic Ym9iOmNhbmFyeQ==");
        assertThat(other.requests()).containsExactly("GET /blob?signature=s");
    }

    @Test
    void keepsTheTokenOnARedirectWithinTheRegistry() throws Exception {
        server.answer("401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"", "")
                .answer("302 Found\nLocation: /v2/other/manifests/1", "")
                .answer(OK, BODY);
        client().getManifest(app());
        assertThat(server.requests()).last().isEqualTo("GET /v2/other/manifests/1 Basic Ym9iOmNhbmFyeQ==");
    }

    @Test
    void givesNoPasswordToAStrangersChallenge() throws Exception {
        server.answer("307 Temporary Redirect\nLocation: http://" + other.host() + "/evil", "");
        other.answer("401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"", "");
        assertThatThrownBy(() -> client().getManifest(app())).isInstanceOf(RegistryUnauthorizedException.class);
        assertThat(other.requests()).containsExactly("GET /evil");
        assertThat(asked).hasValue(0);
    }

    @Test
    void refusesRedirectsThatLeadAstray() throws Exception {
        server.answer("302 Found\nLocation: file:///etc/passwd", "");
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried("get manifest 1 from", "it leads to an address that is neither http nor https"));
        for (int i = 0; i < 11; i++) {
            server.answer("302 Found\nLocation: /again", "");
        }
        assertThatThrownBy(() -> client().getManifest(app()))
                .hasMessage(tried("get manifest 1 from", "it redirects in a circle (more than 10 times)"));
    }

    @Test
    void aMissingManifestIsAnAnswer() throws Exception {
        server.answer("404 Not Found", "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\"}]}")
                .answer("404 Not Found", "")
                .answer("404 Not Found", "");
        assertThat(client().getManifest(app())).isEmpty();
        assertThat(client().headManifest(app())).isEmpty();
        assertThat(client().hasManifest(app(), MANIFEST.digest())).isFalse();
    }

    @Test
    void readsTheManifestWhereAHeadTellsTooLittle() throws Exception {
        server.raw("200 OK", "").answer(OK, BODY);
        assertThat(client().headManifest(app())).contains(MANIFEST.descriptor());
        assertThat(server.requests()).containsExactly("HEAD /v2/app/manifests/1", "GET /v2/app/manifests/1");
    }

    @Test
    void neverStartsAnUploadTwiceUnlessItCertainlyDidNotArrive() throws Exception {
        UploadStarter starter = new UploadStarter(app(), MANIFEST.digest(), Optional.empty());
        RegistrySettings settings = RegistrySettings.standard().withPlainHttp(server.host());
        Backoff backoff = new Backoff(settings.retries(), ticker, java.util.random.RandomGenerator.getDefault());
        HttpSender sender = new HttpSender(settings);
        Retrier retrier = new Retrier(sender, settings.retries(), backoff);
        HostSession session = new HostSession(
                server.host(),
                server.host(),
                new SchemeChooser(settings, sender),
                retrier,
                new HostAuthorizer(server.host(), CredentialSource.anonymous(), TokenSource.none(), null, ticker));
        EndpointCaller caller = new EndpointCaller(session);

        server.cut().answer("502 Bad Gateway", "");
        assertThatThrownBy(() -> caller.call(starter)).hasMessageStartingWith("Tried to start the upload of blob ");
        assertThatThrownBy(() -> caller.call(starter)).hasMessageEndingWith("502 Bad Gateway");
        assertThat(server.requests()).hasSize(2);

        server.answer("429 Too Many Requests", "").answer("202 Accepted\nLocation: /v2/app/blobs/uploads/7?s=1", "");
        assertThat(caller.call(starter))
                .map(Object::toString)
                .contains("http://" + server.host() + "/v2/app/blobs/uploads/7?s=1");
    }
}
