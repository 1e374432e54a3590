package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a source or a target can do to a copy that honest registries do not. */
@Timeout(60)
class BlobCopyFaultsTest {
    private static final String CONFIG = "{\"os\":\"linux\"}";
    private static final ContentDescriptor BLOB = ContentDescriptor.of(
            MediaTypes.OCI_CONFIG, Digest.of(CONFIG.getBytes(StandardCharsets.UTF_8)), CONFIG.length());
    private static final ImageManifest MANIFEST = ImageManifest.of(MediaTypes.OCI_MANIFEST, BLOB, List.of(), Map.of());
    private static final String BASIC = "401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"";

    private final FakeTicker ticker = new FakeTicker();
    private ScriptedServer from;
    private ScriptedServer to;
    private RegistryClient client;
    private Reference source;
    private Reference target;

    @BeforeEach
    void startServers() throws Exception {
        from = new ScriptedServer();
        to = new ScriptedServer();
        RegistrySettings settings =
                RegistrySettings.standard().withPlainHttp(from.host()).withPlainHttp(to.host());
        client = new RegistryClient(settings, host -> Optional.of(Credential.password("bob", "canary")), ticker);
        source = Reference.parseNormalized(from.host() + "/app:1");
        target = Reference.parseNormalized(to.host() + "/copy");
        from.answer(
                "200 OK\nContent-Type: " + MediaTypes.OCI_MANIFEST,
                new String(MANIFEST.content(), StandardCharsets.UTF_8));
        to.answer("404 Not Found", "");
    }

    @AfterEach
    void stopServers() throws IOException {
        from.close();
        to.close();
    }

    private void offerUploads() {
        for (int i = 0; i < 4; i++) {
            to.answer("404 Not Found", "").answer("202 Accepted\nLocation: /up?id=" + i, "");
        }
    }

    @Test
    void aWrongBlobOfTheRightSizeIsNeverUploadedWhole() throws Exception {
        offerUploads();
        from.answer("200 OK", CONFIG.replace("linux", "evil!"));
        assertThatThrownBy(() -> client.copyManifest(source, target))
                .hasMessage("Tried to copy blob " + BLOB.digest() + " from " + source.name() + " to " + target.name()
                        + " but failed because: its content does not have its digest");
        assertThat(to.requests()).noneMatch(request -> request.startsWith("PUT /v2/"));
    }

    @Test
    void noMoreGoesThroughThisProcessThanItMay() throws Exception {
        client.limitCopies(BLOB.size() - 1, Duration.ofMinutes(5), "Go away");
        offerUploads();
        from.answer("200 OK", CONFIG);
        assertThatThrownBy(() -> client.copyManifest(source, target))
                .hasMessage("Tried to copy blob " + BLOB.digest() + " from " + source.name() + " to " + target.name()
                        + " but failed because: it has 14 bytes, and of all blobs together at most 13 may be copied by"
                        + " this process. Go away");
        assertThat(to.requests()).noneMatch(request -> request.startsWith("PUT "));
        assertThat(from.requests()).hasSize(1);
    }

    @Test
    void whatIsSentAgainCountsAgain() throws Exception {
        client.limitCopies(2L * BLOB.size(), Duration.ofMinutes(5), "Go away");
        for (int i = 0; i < 4; i++) {
            to.answer("404 Not Found", "")
                    .answer("202 Accepted\nLocation: /up?id=" + i, "")
                    .cut();
            from.answer("200 OK", CONFIG);
        }
        assertThatThrownBy(() -> client.copyManifest(source, target))
                .hasMessageEndingWith("at most 28 may be copied by" + " this process. Go away");
        assertThat(to.requests())
                .filteredOn(request -> request.startsWith("PUT "))
                .hasSize(2);
    }

    @Test
    void norForLongerThanItMay() throws Exception {
        client.limitCopies(1000, Duration.ofMinutes(5), "Go away");
        ticker.pause(Duration.ofMinutes(6));
        offerUploads();
        assertThatThrownBy(() -> client.copyManifest(source, target))
                .hasMessageEndingWith("copies by this process may take 5 minutes altogether. Go away");
    }

    @Test
    void aCopyThatIsUnderWayEndsToo() throws Exception {
        CopyLimit limit = CopyLimit.of(1000, Duration.ofMinutes(5), ticker, "Go away");
        try (InputStream content = limit.watch(new ByteArrayInputStream(new byte[20]))) {
            assertThat(content.readNBytes(10)).hasSize(10);
            ticker.pause(Duration.ofMinutes(6));
            assertThatThrownBy(() -> content.readNBytes(10))
                    .isInstanceOf(IOException.class)
                    .hasMessage("copies by this process may take 5 minutes altogether. Go away");
        }
    }

    @Test
    void aBlobThatIsTooLongIsRefused() throws Exception {
        offerUploads();
        from.answer("200 OK", CONFIG + " ");
        assertThatThrownBy(() -> client.copyManifest(source, target))
                .hasMessageEndingWith("it should have " + BLOB.size() + " bytes and has " + (BLOB.size() + 1));
    }

    @Test
    void aBlobThatBreaksOffIsFetchedAgain() throws Exception {
        to.answer("404 Not Found", "")
                .answer("202 Accepted\nLocation: /up?id=0", "")
                .answer("404 Not Found", "")
                .answer("202 Accepted\nLocation: /up?id=1", "")
                .answer("201 Created", "")
                .answer("201 Created", "");
        from.raw("200 OK\nContent-Length: " + BLOB.size(), CONFIG.substring(5)).answer("200 OK", CONFIG);
        assertThat(client.copyManifest(source, target))
                .hasToString(target + "@" + MANIFEST.descriptor().digest());
        assertThat(to.requests())
                .endsWith(
                        "PUT /up?id=1&digest=" + BLOB.digest(),
                        "PUT /v2/copy/manifests/" + MANIFEST.descriptor().digest());
    }

    @Test
    void aBlobThatArrivedAfterAllIsNotSentAgain() throws Exception {
        to.answer("404 Not Found", "")
                .answer("202 Accepted\nLocation: /up", "")
                .answer("502 Bad Gateway", "")
                .answer("200 OK", "")
                .answer("201 Created", "");
        from.answer("200 OK", CONFIG);
        client.copyManifest(source, target);
        assertThat(from.requests()).hasSize(2);
    }

    @Test
    @DisplayName("A39: what lets no large request through gets the blob in chunks, at the addresses that it names")
    void aBlobThatIsTooLargeForOneRequestIsSentInChunks() throws Exception {
        to.answer("404 Not Found", "")
                .answer("202 Accepted\nLocation: /up?id=0", "")
                .answer("413 Request Entity Too Large", "")
                .answer("404 Not Found", "")
                .answer("202 Accepted\nLocation: /up?id=1", "")
                .answer("202 Accepted\nLocation: /up?id=2", "")
                .answer("201 Created", "")
                .answer("201 Created", "");
        from.answer("200 OK", CONFIG).answer("200 OK", CONFIG);
        client.copyManifest(source, target);
        assertThat(to.requests())
                .endsWith(
                        "PATCH /up?id=1",
                        "PUT /up?id=2&digest=" + BLOB.digest(),
                        "PUT /v2/copy/manifests/" + MANIFEST.descriptor().digest());
    }

    @Test
    void aBlobThatIsTooLargeEvenInChunksIsTold() throws Exception {
        from.answer("200 OK", CONFIG).answer("200 OK", CONFIG);
        try (ScriptedServer limited = new ScriptedServer()) {
            Reference small = Reference.parseNormalized(limited.host() + "/copy");
            RegistryClient impatient = new RegistryClient(
                    RegistrySettings.standard().withPlainHttp(from.host()).withPlainHttp(limited.host()),
                    host -> Optional.empty(),
                    new FakeTicker());
            limited.answer("404 Not Found", "");
            for (int i = 0; i < 2; i++) {
                limited.answer("404 Not Found", "")
                        .answer("202 Accepted\nLocation: /up", "")
                        .answer("413 Request Entity Too Large", "");
            }
            assertThatThrownBy(() -> impatient.copyManifest(source, small))
                    .hasMessage("Tried to upload blob " + BLOB.digest() + " to " + small.name()
                            + " but failed because: 413 Content Too Large");
        }
    }

    @Test
    void anUploadToAnotherOriginGetsNoPassword() throws Exception {
        try (ScriptedServer storage = new ScriptedServer()) {
            to.answer(BASIC, "")
                    .answer("404 Not Found", "")
                    .answer("202 Accepted\nLocation: http://" + storage.host() + "/bucket?signature=s", "")
                    .answer("201 Created", "");
            storage.answer("201 Created", "");
            from.answer("200 OK", CONFIG);
            client.copyManifest(source, target);
            assertThat(to.requests()).last().asString().endsWith(" Basic Ym9iOmNhbmFyeQ==");
            assertThat(storage.requests()).containsExactly("PUT /bucket?signature=s&digest=" + BLOB.digest());
        }
    }

    @Test
    void tellsARegistryThatDoesNotSayWhereToUpload() throws Exception {
        to.answer("404 Not Found", "").answer("202 Accepted", "");
        assertThatThrownBy(() -> client.copyManifest(source, target))
                .hasMessage("Tried to start the upload of blob " + BLOB.digest() + " to " + target.name()
                        + " but failed because: the registry does not say where to upload to");
    }

    @Test
    void aSourceThatDoesNotExistIsTold() throws Exception {
        Reference missing = source.nameOnly().withTag("2");
        from.answer("404 Not Found", "");
        client.getManifest(source);
        assertThatThrownBy(() -> client.copyManifest(missing, target))
                .hasMessage("Tried to get manifest 2 from " + source.name() + " but failed because: it does not exist");
    }

    @Test
    void aRedirectFromTlsToPlainTextIsRefusedWithTheUsualCause() {
        assertThatThrownBy(() -> Redirects.resolve(
                        java.net.URI.create("https://r.io/v2/a/blobs/uploads/"), "http://r.io/up?secret=s"))
                .hasMessage("it leads from https to plain http (http://r.io/up): a proxy in front of it probably"
                        + " fails to tell it so (X-Forwarded-Proto)");
    }
}
