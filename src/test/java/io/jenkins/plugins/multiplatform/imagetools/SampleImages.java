package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.BedRegistries;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A repository in the bed's plain registry that starts with the stand-in of alpine, for three platforms. */
final class SampleImages {
    final RegistryClient client;
    final Reference repository;
    final List<ContentDescriptor> alpine;

    private final BedRegistries registries;

    SampleImages(TestBed bed) throws Exception {
        registries = new BedRegistries(bed);
        client = registries.client();
        repository = registries.fresh("plain", "imagetools-test/");
        Reference index = client.copyManifest(registries.alpine(), repository);
        alpine = ImageIndex.parse(client.getManifest(index).orElseThrow().content())
                .manifests();
    }

    /** A repository that nobody else has. */
    Reference fresh(String registry) throws Exception {
        return registries.fresh(registry, "imagetools-test/");
    }

    /** An image for the same platform, with another digest. */
    Reference otherImage(int n) throws Exception {
        ImageManifest image =
                ImageManifest.parse(client.getManifest(child(n)).orElseThrow().content());
        ImageManifest other =
                ImageManifest.of(MediaTypes.OCI_MANIFEST, image.config(), image.layers(), Map.of("another", "one"));
        return client.putManifest(repository, RawManifest.of(MediaTypes.OCI_MANIFEST, other.content()));
    }

    /** As a clean-up job would. */
    void delete(Reference manifest) throws Exception {
        String address = "http://" + manifest.domain() + "/v2/" + manifest.path() + "/manifests/"
                + manifest.digest().orElseThrow();
        int status = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).DELETE().build(), BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isEqualTo(202);
    }

    Reference child(int n) {
        return repository.withDigest(alpine.get(n).digest());
    }

    Reference tag(String tag, RawManifest manifest) throws Exception {
        Reference reference = repository.withTag(tag);
        client.putTag(reference, manifest);
        return reference;
    }

    RawManifest index(List<ContentDescriptor> entries) {
        return RawManifest.of(
                MediaTypes.OCI_INDEX,
                ImageIndex.of(MediaTypes.OCI_INDEX, entries, Map.of()).content());
    }

    /** The same image with Docker's media types. */
    Reference dockerChild(int n) throws Exception {
        ImageManifest oci =
                ImageManifest.parse(client.getManifest(child(n)).orElseThrow().content());
        ContentDescriptor config = ContentDescriptor.of(
                MediaTypes.DOCKER_CONFIG, oci.config().digest(), oci.config().size());
        List<ContentDescriptor> layers = oci.layers().stream()
                .map(layer -> ContentDescriptor.of(
                        "application/vnd.docker.image.rootfs.diff.tar.gzip", layer.digest(), layer.size()))
                .toList();
        ImageManifest docker = ImageManifest.of(MediaTypes.DOCKER_MANIFEST, config, layers, Map.of());
        return client.putManifest(repository, RawManifest.of(MediaTypes.DOCKER_MANIFEST, docker.content()));
    }

    /** Something else with its own digest, as BuildKit's attestations stand beside an image. */
    ContentDescriptor attestationOf(ContentDescriptor subject) throws Exception {
        ImageManifest image = ImageManifest.parse(client.getManifest(repository.withDigest(subject.digest()))
                .orElseThrow()
                .content());
        ImageManifest attestation = ImageManifest.of(
                MediaTypes.OCI_MANIFEST,
                image.config(),
                List.of(),
                Map.of("of", subject.digest().toString()));
        RawManifest raw = RawManifest.of(MediaTypes.OCI_MANIFEST, attestation.content());
        client.putManifest(repository, raw);
        return asAttestation(raw, subject);
    }

    private static ContentDescriptor asAttestation(RawManifest raw, ContentDescriptor subject) {
        return raw.descriptor()
                .withPlatform(Platform.of("unknown", "unknown"))
                .withAnnotations(Map.of(
                        "vnd.docker.reference.type",
                        "attestation-manifest",
                        "vnd.docker.reference.digest",
                        subject.digest().toString()));
    }

    /** BuildKit's kind of attestation: two layers with in-toto statements, one SBOM and one provenance. */
    ContentDescriptor provenanceOf(ContentDescriptor subject) throws Exception {
        String of = "\"_type\":\"https://in-toto.io/Statement/v0.1\",\"subject\":[{\"digest\":\"" + subject.digest()
                + "\"}]";
        ContentDescriptor sbom = blob(
                "{" + of
                        + ",\"predicate\":{\"spdxVersion\":\"SPDX-2.3\",\"b\":[1,2.50,1e30,1e-9,-0.0,true,null,{}],\"a\":\"<&>\"}}",
                "https://spdx.dev/Document");
        ContentDescriptor slsa = blob(
                "{" + of
                        + ",\"predicate\":{\"buildType\":\"https://mobyproject.org/buildkit@v1\",\"n\":1234567890123}}",
                "https://slsa.dev/provenance/v0.2");
        ContentDescriptor config = ImageManifest.parse(client.getManifest(repository.withDigest(subject.digest()))
                        .orElseThrow()
                        .content())
                .config();
        RawManifest raw = RawManifest.of(
                MediaTypes.OCI_MANIFEST,
                ImageManifest.of(MediaTypes.OCI_MANIFEST, config, List.of(sbom, slsa), Map.of())
                        .content());
        client.putManifest(repository, raw);
        return asAttestation(raw, subject);
    }

    private ContentDescriptor blob(String content, String predicateType) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        ContentDescriptor blob = ContentDescriptor.of(MediaTypes.IN_TOTO, Digest.of(bytes), bytes.length);
        client.putBlob(repository, blob, bytes);
        return blob.withAnnotations(Map.of("in-toto.io/predicate-type", predicateType));
    }
}
