package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.BedRegistries;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.List;
import java.util.Map;

/** A repository in the bed's plain registry that starts with the stand-in of alpine, for three platforms. */
final class SampleImages {
    final RegistryClient client;
    final Reference repository;
    final List<ContentDescriptor> alpine;

    SampleImages(TestBed bed) throws Exception {
        BedRegistries registries = new BedRegistries(bed);
        client = registries.client();
        repository = registries.fresh("plain", "imagetools-test/");
        Reference index = client.copyManifest(registries.alpine(), repository);
        alpine = ImageIndex.parse(client.getManifest(index).orElseThrow().content())
                .manifests();
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
        return raw.descriptor()
                .withPlatform(Platform.of("unknown", "unknown"))
                .withAnnotations(Map.of(
                        "vnd.docker.reference.type",
                        "attestation-manifest",
                        "vnd.docker.reference.digest",
                        subject.digest().toString()));
    }
}
