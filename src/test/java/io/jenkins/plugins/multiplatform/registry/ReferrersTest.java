package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.GoJson;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bed's registry knows only tags for referrers; one that knows the question is scripted. */
@Timeout(60)
class ReferrersTest {
    private static final String SIGNATURE = "application/vnd.dev.cosign.artifact.sig.v1+json";
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final ContentDescriptor CONFIG = ContentDescriptor.of(MediaTypes.OCI_EMPTY, Digest.of(EMPTY), 2);
    private static final Digest SUBJECT = Digest.of("subject".getBytes(StandardCharsets.UTF_8));

    private static RawManifest referrer(ContentDescriptor subject, String artifactType) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schemaVersion", 2);
        document.put("mediaType", MediaTypes.OCI_MANIFEST);
        document.put("artifactType", artifactType);
        document.put("config", CONFIG.fields());
        document.put("layers", List.of());
        document.put("subject", subject.fields());
        return RawManifest.of(MediaTypes.OCI_MANIFEST, GoJson.marshalIndent(document));
    }

    private static ContentDescriptor entry(RawManifest referrer, String artifactType) {
        ContentDescriptor plain = referrer.descriptor();
        return new ContentDescriptor(
                plain.mediaType(), plain.digest(), plain.size(), List.of(), Map.of(), "", null, artifactType);
    }

    @Test
    @NeedsTestBed
    @DisplayName("A47: referrers of the wanted kinds follow their subject, listed under the tag of its digest")
    void copiesReferrersBetweenRegistriesThatKnowOnlyTags(TestBed bed) throws Exception {
        BedRegistries registries = new BedRegistries(bed);
        RegistryClient client = registries.client();
        Reference image = client.copyManifest(registries.alpine(), registries.fresh("plain", "referrers/"));
        RawManifest index = client.getManifest(image).orElseThrow();
        RawManifest signature = referrer(index.descriptor(), SIGNATURE);
        RawManifest other = referrer(index.descriptor(), "application/x");
        client.putBlob(image, CONFIG, EMPTY);
        client.putManifest(image, signature);
        client.putManifest(image, other);
        List<ContentDescriptor> listed = List.of(entry(signature, SIGNATURE), entry(other, "application/x"));
        assertThat(client.referrers(image)).isEmpty();
        client.putTag(
                image.nameOnly().withTag("sha256-" + index.digest().hex()),
                RawManifest.of(
                        MediaTypes.OCI_INDEX,
                        ImageIndex.of(MediaTypes.OCI_INDEX, listed, Map.of()).content()));
        assertThat(client.referrers(image)).isEqualTo(listed);

        Reference target = registries.fresh("tls", "referrers/");
        client.copyManifest(image, target);
        client.copyReferrers(image, target, Set.of(SIGNATURE));
        client.copyReferrers(image, target, Set.of(SIGNATURE));
        Reference copy = target.withDigest(index.digest());
        assertThat(client.referrers(copy)).containsExactly(entry(signature, SIGNATURE));
        assertThat(client.hasManifest(target, signature.digest())).isTrue();
        assertThat(client.hasManifest(target, other.digest())).isFalse();
        client.copyReferrers(image, target, Set.of("application/x"));
        assertThat(client.referrers(copy)).isEqualTo(listed);
    }

    private static String page(ContentDescriptor... entries) {
        return new String(
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(entries), Map.of()).content(), StandardCharsets.UTF_8);
    }

    private static RegistryClient client(ScriptedServer... servers) {
        RegistrySettings settings = RegistrySettings.standard();
        for (ScriptedServer server : servers) {
            settings = settings.withPlainHttp(server.host());
        }
        return new RegistryClient(settings, host -> Optional.empty(), new FakeTicker());
    }

    @Test
    void readsAllPagesOfARegistryThatKnowsTheQuestion() throws Exception {
        ContentDescriptor one = entry(referrer(CONFIG, "a/1"), "a/1");
        ContentDescriptor two = entry(referrer(CONFIG, "a/2"), "a/2");
        try (ScriptedServer server = new ScriptedServer()) {
            server.answer(
                            "200 OK\nContent-Type: " + MediaTypes.OCI_INDEX
                                    + "\nLink: </v2/app/referrers/next?n=1>; rel=\"next\"",
                            page(one))
                    .answer("200 OK\nContent-Type: " + MediaTypes.OCI_INDEX, page(two));
            Reference subject =
                    Reference.parseNormalized(server.host() + "/app").withDigest(SUBJECT);
            assertThat(client(server).referrers(subject)).containsExactly(one, two);
            assertThat(server.requests())
                    .containsExactly("GET /v2/app/referrers/" + SUBJECT, "GET /v2/app/referrers/next?n=1");
        }
    }

    @Test
    void anEndlessListOfPagesEnds() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            for (int i = 0; i < 30; i++) {
                server.answer("200 OK\nContent-Type: " + MediaTypes.OCI_INDEX + "\nLink: </again>; rel=next", page());
            }
            Reference subject =
                    Reference.parseNormalized(server.host() + "/app").withDigest(SUBJECT);
            assertThat(client(server).referrers(subject)).isEmpty();
            assertThat(server.requests()).hasSize(20);
        }
    }

    @Test
    void looksForTheTagWhereTheAnswerIsNoIndex() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.answer("200 OK\nContent-Type: text/html", "<html>").answer("404 Not Found", "");
            Reference subject =
                    Reference.parseNormalized(server.host() + "/app").withDigest(SUBJECT);
            assertThat(client(server).referrers(subject)).isEmpty();
            assertThat(server.requests()).last().isEqualTo("GET /v2/app/manifests/sha256-" + SUBJECT.hex());
        }
    }

    @Test
    void refusesAnAnswerThatIsNotWhatItSays() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            server.answer("200 OK\nContent-Type: " + MediaTypes.OCI_INDEX, "{");
            Reference subject =
                    Reference.parseNormalized(server.host() + "/app").withDigest(SUBJECT);
            assertThatThrownBy(() -> client(server).referrers(subject))
                    .isInstanceOf(RegistryException.class)
                    .hasMessage("Tried to get referrers of " + SUBJECT + " from " + server.host()
                            + "/app but failed because: image index is malformed: no valid JSON at $.");
        }
    }

    @Test
    void writesNoTagWhereTheRegistryListsTheReferrerItself() throws Exception {
        RawManifest signature = referrer(CONFIG, SIGNATURE);
        List<String> requests = new ArrayList<>();
        try (ScriptedServer from = new ScriptedServer();
                ScriptedServer to = new ScriptedServer()) {
            from.answer("200 OK\nContent-Type: " + MediaTypes.OCI_INDEX, page(entry(signature, SIGNATURE)))
                    .answer("200 OK\nContent-Type: " + MediaTypes.OCI_MANIFEST, signature.text())
                    .answer("200 OK\nContent-Type: " + MediaTypes.OCI_INDEX, page());
            to.answer("200 OK", "").answer("201 Created\nOCI-Subject: " + SUBJECT, "");
            Reference subject = Reference.parseNormalized(from.host() + "/app").withDigest(SUBJECT);
            client(from, to).copyReferrers(subject, Reference.parseNormalized(to.host() + "/copy"), Set.of(SIGNATURE));
            requests.addAll(to.requests());
        }
        assertThat(requests)
                .containsExactly(
                        "HEAD /v2/copy/blobs/" + CONFIG.digest(), "PUT /v2/copy/manifests/" + signature.digest());
    }
}
