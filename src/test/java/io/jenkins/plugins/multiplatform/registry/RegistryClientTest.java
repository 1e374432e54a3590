package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsTestBed
@Timeout(120)
class RegistryClientTest {
    private static final RawManifest EMPTY_INDEX = RawManifest.of(
            MediaTypes.OCI_INDEX,
            ImageIndex.of(MediaTypes.OCI_INDEX, List.of(), Map.of("a", "b")).content());

    private BedRegistries registries;
    private RegistryClient client;

    @BeforeEach
    void open(TestBed bed) throws Exception {
        registries = new BedRegistries(bed);
        client = registries.client();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "tls", "token"})
    @DisplayName("S28: every kind of registry takes an index by digest first and a tag last")
    void putsByDigestAndThenByTag(String registry) throws Exception {
        Reference repository = registries.fresh(registry, "registry-test/");
        Reference tag = repository.withTag("1");

        Reference byDigest = client.putManifest(repository, EMPTY_INDEX);
        assertThat(byDigest).hasToString(repository + "@" + EMPTY_INDEX.digest());
        assertThat(client.hasManifest(repository, EMPTY_INDEX.digest())).isTrue();
        assertThat(client.headManifest(tag)).isEmpty();
        assertThat(client.getManifest(tag)).isEmpty();

        client.putTag(tag, EMPTY_INDEX);
        assertThat(client.headManifest(tag)).contains(EMPTY_INDEX.descriptor());
        assertThat(client.getManifest(tag)).hasValueSatisfying(manifest -> {
            assertThat(manifest.content()).isEqualTo(EMPTY_INDEX.content());
            assertThat(manifest.digest()).isEqualTo(EMPTY_INDEX.digest());
            assertThat(manifest.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        });
    }

    @Test
    void aRepositoryThatDoesNotExistHasNothing() throws Exception {
        Reference repository = registries.fresh("plain", "registry-test/");
        Digest digest = EMPTY_INDEX.digest();
        assertThat(client.getManifest(repository.withTag("x"))).isEmpty();
        assertThat(client.hasManifest(repository, digest)).isFalse();
        assertThat(client.hasBlob(repository, digest)).isFalse();
    }

    @Test
    void refusesAnIndexWhoseChildrenAreMissing() throws Exception {
        Reference repository = registries.fresh("plain", "registry-test/");
        ContentDescriptor missing =
                ContentDescriptor.of(MediaTypes.OCI_MANIFEST, Digest.of("missing".getBytes(StandardCharsets.UTF_8)), 7);
        byte[] index =
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(missing), Map.of()).content();
        RawManifest manifest = RawManifest.of(MediaTypes.OCI_INDEX, index);
        assertThatThrownBy(() -> client.putTag(repository.withTag("1"), manifest))
                .isInstanceOf(RegistryErrorException.class)
                .hasMessageStartingWith("Tried to put manifest " + manifest.digest() + " as 1 to " + repository
                        + " but failed because: 400 Bad Request: ")
                .hasMessageEndingWith("(MANIFEST_BLOB_UNKNOWN)");
    }

    @Test
    @DisplayName("S28: an image with all its platforms is copied between registries without a change")
    void copiesAnIndexFromRegistryToRegistry() throws Exception {
        Reference source = registries.alpine();
        Reference inPlain = client.copyManifest(source, registries.fresh("plain", "registry-test/"));
        Reference inToken = client.copyManifest(inPlain, registries.fresh("token", "registry-test/"));
        Reference inTls = client.copyManifest(inToken, registries.fresh("tls", "registry-test/"));
        assertThat(client.getManifest(inTls).orElseThrow().content())
                .isEqualTo(client.getManifest(source).orElseThrow().content());
        assertComplete(inTls);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "tls", "token"})
    void mountsBlobsWithinARegistry(String registry) throws Exception {
        Reference first = client.copyManifest(registries.alpine(), registries.fresh(registry, "registry-test/"));
        Reference second = client.copyManifest(first, registries.fresh(registry, "registry-test/"));
        assertComplete(second);
    }

    private void assertComplete(Reference index) throws Exception {
        for (ContentDescriptor child : ImageIndex.parse(
                        client.getManifest(index).orElseThrow().content())
                .manifests()) {
            Reference reference = index.nameOnly().withDigest(child.digest());
            ImageManifest manifest = ImageManifest.parse(
                    client.getManifest(reference).orElseThrow().content());
            assertThat(client.getBlob(index, manifest.config()))
                    .hasSize((int) manifest.config().size());
            for (ContentDescriptor layer : manifest.layers()) {
                assertThat(client.hasBlob(index, layer.digest())).isTrue();
            }
        }
    }

    @Test
    void namesTheCredentialThatARegistryWithAPasswordRefused(TestBed bed) throws Exception {
        Reference reference = registries.fresh("tls", "registry-test/").withTag("1");
        RegistryClient wrong = new RegistryClient(registries.settings(), registries.credentials("canary"));
        assertThatThrownBy(() -> wrong.getManifest(reference))
                .isInstanceOf(RegistryUnauthorizedException.class)
                .hasMessage("Tried to get manifest 1 from " + reference.name() + " but failed because: 401"
                        + " Unauthorized: authentication required (UNAUTHORIZED); the credential of user \""
                        + bed.get("registry.tls.user") + "\" was tried");
        RegistryClient nobody = new RegistryClient(registries.settings(), CredentialSource.anonymous());
        assertThatThrownBy(() -> nobody.getManifest(reference))
                .hasMessage("Tried to get manifest 1 from " + reference.name() + " but failed because: 401"
                        + " Unauthorized: authentication required (UNAUTHORIZED); no credential was given for "
                        + reference.domain());
    }

    @Test
    void namesTheCredentialThatATokenServerRefused(TestBed bed) throws Exception {
        Reference reference = registries.fresh("token", "registry-test/").withTag("1");
        RegistryClient wrong = new RegistryClient(registries.settings(), registries.credentials("canary"));
        assertThatThrownBy(() -> wrong.getManifest(reference))
                .isInstanceOf(RegistryUnauthorizedException.class)
                .hasMessageStartingWith("Tried to get manifest 1 from " + reference.name()
                        + " but failed because: Tried to get a token from http://127.0.0.1:")
                .hasMessageEndingWith(
                        "the credential of user \"" + bed.get("registry.tls.user") + "\" was refused (status 401)")
                .hasMessageNotContaining("canary");
    }

    @Test
    void tellsThatATokenDoesNotCoverTheRepository(TestBed bed) throws Exception {
        Reference reference = registries.fresh("token", "forbidden/").withTag("1");
        assertThatThrownBy(() -> client.putTag(reference, EMPTY_INDEX))
                .isInstanceOf(RegistryUnauthorizedException.class)
                .hasMessageContaining("401 Unauthorized: authentication required (UNAUTHORIZED)")
                .hasMessageEndingWith("; the credential of user \"" + bed.get("registry.tls.user") + "\" was tried");
    }

    @Test
    void pullsAnonymouslyWhereATokenServerLetsEverybody() throws Exception {
        Reference repository = client.copyManifest(registries.alpine(), registries.fresh("token", "public/"));
        RegistryClient nobody = new RegistryClient(registries.settings(), CredentialSource.anonymous());
        assertThat(nobody.getManifest(repository)).isPresent();
        assertThatThrownBy(() -> nobody.putManifest(repository, EMPTY_INDEX))
                .isInstanceOf(RegistryUnauthorizedException.class)
                .hasMessageEndingWith("; no credential was given for " + repository.domain());
    }

    @Test
    void doesNotAcceptACertificateOfAnUnknownAuthority() throws Exception {
        Reference reference = registries.fresh("tls", "registry-test/").withTag("1");
        RegistryClient distrustful = new RegistryClient(RegistrySettings.standard(), CredentialSource.anonymous());
        assertThatThrownBy(() -> distrustful.getManifest(reference))
                .hasMessage("Tried to get manifest 1 from " + reference.name() + " but failed because: x509: the"
                        + " certificate of " + reference.domain() + " is not accepted: unable to find valid"
                        + " certification path to requested target; if it is signed by an authority of your own,"
                        + " give that authority's certificate as a PEM file (Manage Jenkins, System,"
                        + " Multi-platform builds, Certificates of registries; --registry-ca of bin/mpb)");
    }
}
