package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What registries were seen to refuse or to answer oddly, and Docker's clients get along with. */
@Timeout(60)
class RegistryQuirksTest {
    private static final byte[] CONFIG =
            "{\"os\":\"linux\",\"architecture\":\"amd64\"}".getBytes(StandardCharsets.UTF_8);
    private static final RawManifest IMAGE = RawManifest.of(
            MediaTypes.OCI_MANIFEST,
            ImageManifest.of(
                            MediaTypes.OCI_MANIFEST,
                            ContentDescriptor.of(MediaTypes.OCI_CONFIG, Digest.of(CONFIG), CONFIG.length),
                            List.of(),
                            Map.of())
                    .content());

    private final FakeTicker ticker = new FakeTicker();
    private Credential credential = Credential.password("bob", "canary");
    private MemoryRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new MemoryRegistry();
        registry.storeBlob("pause", CONFIG);
        registry.store("pause", "1", IMAGE);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private RegistryClient client() {
        return new RegistryClient(
                RegistrySettings.standard().withPlainHttp(registry.host()), host -> Optional.of(credential), ticker);
    }

    private Reference reference(String name) throws Exception {
        return Reference.parseNormalized(registry.host() + "/" + name);
    }

    private void copyToLibrary() throws Exception {
        client().copyManifest(reference("pause:1"), reference("library/pause"));
        assertThat(registry.hasBlob("library/pause", Digest.of(CONFIG))).isTrue();
        assertThat(registry.hasManifest("library/pause", IMAGE.digest().toString()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405})
    void aRefusedMountIsUploadedWithoutIt(int status) throws Exception {
        registry.refuse(1, "POST", "mount=", status, "BAD_REQUEST");
        copyToLibrary();
        assertThat(registry.requests())
                .contains(
                        "POST /v2/library/pause/blobs/uploads/?mount=" + Digest.of(CONFIG) + "&from=pause",
                        "POST /v2/library/pause/blobs/uploads/");
    }

    @Test
    void aTokenServerThatGivesNoTokenForTwoRepositoriesIsAskedForOne() throws Exception {
        registry.tokens().quirk(exchange -> {
            boolean foreign = MemoryRegistry.isFor(exchange, "GET", "/token")
                    && exchange.getRequestURI().toString().contains("library")
                    && exchange.getRequestURI().toString().contains("repository%3Apause");
            if (foreign) {
                MemoryRegistry.error(exchange, 403, "DENIED");
            }
            return foreign;
        });
        copyToLibrary();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 405, 501})
    void whereHeadIsRefusedGetIsSent(int status) throws Exception {
        registry.refuse(-1, "HEAD", "/", status, "");
        assertThat(client().headManifest(reference("pause:1"))).contains(IMAGE.descriptor());
        assertThat(client().headManifest(reference("pause:2"))).isEmpty();
        assertThat(client().hasManifest(reference("pause"), IMAGE.digest())).isTrue();
        assertThat(client().hasBlob(reference("pause"), Digest.of(CONFIG))).isTrue();
        assertThat(client().hasBlob(reference("pause"), IMAGE.digest())).isFalse();
        copyToLibrary();
    }

    @Test
    void whereHeadAndGetAreRefusedTheAnswerToGetIsTold() throws Exception {
        registry.refuse(-1, "HEAD", "/", 403, "").refuse(-1, "GET", "/manifests/", 403, "DENIED");
        assertThatThrownBy(() -> client().headManifest(reference("pause:1")))
                .isInstanceOf(RegistryUnauthorizedException.class)
                .hasMessage("Tried to get manifest 1 from " + registry.host()
                        + "/pause but failed because: 403 Forbidden: refused (DENIED); no credential was given for "
                        + registry.host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/{repo}/blobs/uploads/{id}?_state=a|b\"c{d}^e",
                "/v2/{repo}/blobs/uploads/{id}?_state=a b",
                "?_state=a/{id}"
            })
    void anUploadGoesWhereGoWouldSendIt(String location) throws Exception {
        registry.uploadLocation(location).refuse(-1, "POST", "mount=", 405, "");
        copyToLibrary();
    }

    @Test
    void aBlobIsReadWhereGoWouldReadIt() throws Exception {
        registry.quirk(exchange -> {
            boolean blob = MemoryRegistry.isFor(exchange, "GET", "/blobs/sha256")
                    && exchange.getRequestURI().getRawQuery() == null;
            if (blob) {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI() + "?rscd=attachment; filename=\"x\"&u=a|b");
                MemoryRegistry.answer(exchange, 307, new byte[0]);
            }
            return blob;
        });
        ContentDescriptor config = ContentDescriptor.of(MediaTypes.OCI_CONFIG, Digest.of(CONFIG), CONFIG.length);
        assertThat(client().getBlob(reference("pause"), config)).isEqualTo(CONFIG);
        assertThat(registry.requests())
                .endsWith("GET /v2/pause/blobs/" + Digest.of(CONFIG) + "?rscd=attachment;%20filename=%22x%22&u=a%7Cb");
    }

    @Test
    void aTokenServersAddressMayHoldASpace() throws Exception {
        registry.tokens("http://" + registry.host() + "/token?x=a b|c");
        assertThat(client().getManifest(reference("pause:1"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 405})
    void anIdentityTokenIsAPasswordWhereATokenServerHasNoPost(int status) throws Exception {
        credential = Credential.identityToken("canary");
        registry.tokens().refuse(-1, "POST", "/token", status, "");
        assertThat(client().getManifest(reference("pause:1"))).isPresent();
        assertThat(registry.tokenRequests())
                .containsExactly(
                        "0 POST - repository:pause:pull",
                        // ":canary"
                        "1 GET Basic OmNhbmFyeQ== repository:pause:pull");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 500})
    void anIdentityTokenThatIsRefusedIsNotSentAgain(int status) throws Exception {
        credential = Credential.identityToken("canary");
        registry.tokens().refuse(-1, "POST", "/token", status, "");
        assertThatThrownBy(() -> client().getManifest(reference("pause:1"))).isInstanceOf(RegistryException.class);
        assertThat(registry.tokenRequests()).noneMatch(request -> request.contains("GET"));
    }

    @ParameterizedTest
    @CsvSource({"false, PUT", "true, PATCH", "true, PUT"})
    void aTokenThatEndsDuringAnUploadIsRenewedAndTheBlobSentAgain(boolean chunks, String method) throws Exception {
        registry.tokens().refuse(-1, "POST", "mount=", 405, "");
        if (chunks) {
            registry.quirk(exchange -> {
                boolean whole = MemoryRegistry.isFor(exchange, "PUT", "/blobs/uploads/")
                        && !"0".equals(exchange.getRequestHeaders().getFirst("Content-Length"));
                if (whole) {
                    MemoryRegistry.error(exchange, 413, "");
                }
                return whole;
            });
        }
        boolean[] ended = new boolean[1];
        registry.before(method, "/blobs/uploads/", exchange -> {
            boolean closing = "0".equals(exchange.getRequestHeaders().getFirst("Content-Length"));
            if (!ended[0] && closing == (chunks && method.equals("PUT"))) {
                ended[0] = true;
                registry.revokeTokens();
            }
        });
        copyToLibrary();
        assertThat(ended[0]).isTrue();
        assertThat(registry.requests().stream().filter(request -> request.startsWith("POST") && !request.contains("?")))
                .as("one upload for each way of sending")
                .hasSize(chunks ? 2 : 1);
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void aTokenThatIsRefusedForEverEndsTheUpload() throws Exception {
        registry.tokens().refuse(-1, "POST", "mount=", 405, "");
        registry.before("PUT", "/blobs/uploads/", exchange -> registry.revokeTokens());
        assertThatThrownBy(this::copyToLibrary)
                .isInstanceOf(RegistryUnauthorizedException.class)
                .hasMessage("Tried to upload blob " + Digest.of(CONFIG) + " to " + registry.host()
                        + "/library/pause but failed because: 401 Unauthorized: refused (UNAUTHORIZED);"
                        + " the credential of user \"bob\" was tried");
    }

    @Test
    void theScopeThatARefusalNamesIsAskedForBesides() throws Exception {
        registry.tokens().scopePrefix("tenant/");
        RegistryClient client = client();
        assertThat(client.getManifest(reference("pause:1"))).isPresent();
        assertThat(client.getManifest(reference("pause:1"))).isPresent();
        client.putTag(reference("pause:2"), IMAGE);
        assertThat(registry.tokenRequests())
                .containsExactly(
                        "0 GET Basic Ym9iOmNhbmFyeQ== repository:pause:pull repository:tenant/pause:pull",
                        "1 GET Basic Ym9iOmNhbmFyeQ== repository:pause:pull,push repository:tenant/pause:pull",
                        "2 GET Basic Ym9iOmNhbmFyeQ== repository:pause:pull,push repository:tenant/pause:pull"
                                + " repository:tenant/pause:pull,push");
    }

    @Test
    void whatTheRegistryNamedToUsIsInTheTokensOfNodesToo() throws Exception {
        registry.tokens().scopePrefix("tenant/");
        RegistryClient client = client();
        client.checkPush(reference("pause"));
        client.tokenSource().fetch(registry.host(), List.of(TokenScope.pullAndPush("pause")));
        client.tokenSource().fetch(registry.host(), List.of(TokenScope.pull("pause")));
        client.tokenSource().fetch(registry.host(), List.of(TokenScope.pull("other")));
        client.tokenSource().fetchAnonymously(registry.host(), List.of(TokenScope.pull("pause")));
        assertThat(registry.tokenRequests().stream().skip(1))
                .containsExactly(
                        "1 GET Basic Ym9iOmNhbmFyeQ== repository:pause:pull,push repository:tenant/pause:pull,push",
                        "2 GET Basic Ym9iOmNhbmFyeQ== repository:pause:pull repository:tenant/pause:pull",
                        "3 GET Basic Ym9iOmNhbmFyeQ== repository:other:pull",
                        "4 GET null repository:pause:pull");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repository:secret:delete",
                "repository:secret:*",
                "registry:catalog:pull",
                "repository:*:pull",
                "nonsense",
                "::",
                "repository:pause:pull"
            })
    void aRefusalAddsNoActionAndNothingButRepositories(String scope) throws Exception {
        registry.tokens();
        registry.refuseOnceWithScope(scope);
        assertThat(client().getManifest(reference("pause:1"))).isPresent();
        assertThat(registry.tokenRequests()).containsExactly("0 GET Basic Ym9iOmNhbmFyeQ== repository:pause:pull");
    }

    @Test
    void aRefusalThatNamesHundredsOfRepositoriesGetsFew() throws Exception {
        registry.tokens();
        StringBuilder scope = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            scope.append(i == 0 ? "" : " ").append("repository:r").append(i).append(":pull");
        }
        registry.refuseOnceWithScope(scope.toString());
        assertThat(client().getManifest(reference("pause:1"))).isPresent();
        assertThat(registry.tokenRequests().get(0).split(" ")).hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void hostNamesHaveNoCase() throws Exception {
        String port = registry.host().substring(registry.host().indexOf(':'));
        Reference reference = Reference.parseNormalized("LocalHost" + port + "/pause:1");
        String[] asked = new String[1];
        registry.tokens();
        RegistryClient client = new RegistryClient(
                RegistrySettings.standard().withPlainHttp("LOCALHOST" + port),
                host -> {
                    asked[0] = host;
                    return Optional.of(credential);
                },
                ticker);
        assertThat(client.getManifest(reference)).isPresent();
        assertThat(asked[0]).isEqualTo("localhost" + port);
        assertThat(Hosts.isLoopback("LocalHost")).isTrue();
        assertThat(reference).hasToString("LocalHost" + port + "/pause:1");
        assertThat(reference)
                .isEqualTo(Reference.parseNormalized("localhost" + port + "/pause:1"))
                .hasSameHashCodeAs(Reference.parseNormalized("localhost" + port + "/pause:1"));
    }

    @Test
    void anAddressForPlainHttpHasNoCase() {
        assertThat(RegistrySettings.standard().withPlainHttp("My.Registry:5000").plainHttpHosts())
                .containsExactly("my.registry:5000");
        assertThat(RegistrySettings.standard().withInsecure("My.Registry:5000").insecureHosts())
                .containsExactly("my.registry:5000");
    }

    @ParameterizedTest
    @CsvSource({"400, TAG_INVALID", "412, DENIED", "409, CONFLICT", "403, DENIED"})
    void anImmutableTagIsPutTwice(int status, String code) throws Exception {
        registry.immutableTags(status, code);
        client().putTag(reference("app:1"), IMAGE);
        client().putTag(reference("app:1"), IMAGE);
        assertThat(registry.requests())
                .filteredOn(request -> request.startsWith("PUT"))
                .hasSize(1);
    }

    @Test
    void anImmutableTagOfSomethingElseIsLeftAlone() throws Exception {
        registry.immutableTags(400, "TAG_INVALID");
        RawManifest other = RawManifest.of(
                MediaTypes.OCI_INDEX,
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(), Map.of()).content());
        client().putTag(reference("app:1"), IMAGE);
        assertThatThrownBy(() -> client().putTag(reference("app:1"), other))
                .hasMessage("Tried to put manifest " + other.digest() + " as 1 to " + registry.host()
                        + "/app but failed because: 400 Bad Request: refused (TAG_INVALID)");
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void aPutWhoseAnswerWasLostHasHappened() throws Exception {
        registry.loseAnswers(1, "PUT", "/manifests/").immutableTags(400, "TAG_INVALID");
        client().putTag(reference("app:1"), IMAGE);
        assertThat(registry.hasManifest("app", "1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void aPutThatAProxyAnsweredForHasHappened(int status) throws Exception {
        registry.failAfterwards(1, "PUT", "/manifests/", status).immutableTags(400, "TAG_INVALID");
        client().putTag(reference("app:1"), IMAGE);
        client().putManifest(reference("app"), IMAGE);
        assertThat(registry.hasManifest("app", "1")).isTrue();
    }

    @Test
    void aPutWhoseAnswersAreAllLostHasHappened() throws Exception {
        registry.failAfterwards(-1, "PUT", "/manifests/", 502);
        client().putTag(reference("app:1"), IMAGE);
        client().putManifest(reference("other"), IMAGE);
    }

    @Test
    void aTagThatIsNotSeenYetWhenItsPutFailedIsLookedForAgain() throws Exception {
        registry.loseAnswers(1, "PUT", "/manifests/")
                .immutableTags(400, "TAG_INVALID")
                .refuse(4, "HEAD", "/v2/app/manifests/1", 404, "");
        client().putTag(reference("app:1"), IMAGE);
    }

    @Test
    void aPushedManifestThatIsNotSeenYetIsLookedForAgain() throws Exception {
        registry.refuse(3, "GET", "/manifests/", 404, "MANIFEST_UNKNOWN").refuse(3, "HEAD", "/manifests/", 404, "");
        assertThat(client().getPushedManifest(reference("pause").withDigest(IMAGE.digest())))
                .isPresent();
        assertThat(client().hasPushedManifest(reference("pause"), IMAGE.digest()))
                .isTrue();
        assertThat(ticker.pauses())
                .containsExactly(millis(300), millis(600), millis(1200), millis(300), millis(600), millis(1200));
    }

    @Test
    void aPushedManifestThatIsNeverSeenIsNotWaitedForForEver() throws Exception {
        assertThat(client().getPushedManifest(reference("app:1"))).isEmpty();
        assertThat(client().hasPushedManifest(reference("app"), IMAGE.digest())).isFalse();
        assertThat(ticker.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(millis(18600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANIFEST_BLOB_UNKNOWN", "MANIFEST_UNKNOWN", "BLOB_UNKNOWN"})
    void anIndexWhoseImagesAreNotSeenYetIsPutAgain(String code) throws Exception {
        registry.refuse(2, "PUT", "/manifests/", 404, code);
        client().putManifest(reference("app"), IMAGE);
        assertThat(ticker.pauses()).containsExactly(millis(300), millis(600));
    }

    @Test
    void anIndexWhoseImagesAreNeverSeenIsRefusedInTheEnd() throws Exception {
        registry.refuse(-1, "PUT", "/manifests/", 400, "MANIFEST_BLOB_UNKNOWN");
        assertThatThrownBy(() -> client().putManifest(reference("app"), IMAGE))
                .isInstanceOf(RegistryErrorException.class)
                .hasMessageEndingWith("400 Bad Request: refused (MANIFEST_BLOB_UNKNOWN)");
        assertThat(ticker.pauses()).hasSize(5);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
