package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsTestBed
@Timeout(120)
class IndexAssemblerTest {
    private SampleImages images;
    private IndexAssembler assembler;
    private Buildx buildx;

    @BeforeEach
    void open(TestBed bed) throws Exception {
        images = new SampleImages(bed);
        assembler = new IndexAssembler(images.client);
        buildx = new Buildx(bed);
    }

    private RawManifest assertSameAsBuildx(Reference... sources) throws Exception {
        return assertSameAsBuildx(List.of(), Map.of(), sources);
    }

    private RawManifest assertSameAsBuildx(List<String> flags, Map<String, String> annotations, Reference... sources)
            throws Exception {
        AssembledIndex index = assembler.assemble(List.of(sources), annotations);
        List<String> arguments = new ArrayList<>(List.of("create", "--dry-run"));
        arguments.addAll(flags);
        Arrays.stream(sources).map(Reference::toString).forEach(arguments::add);
        assertThat(index.manifest().text() + "\n").isEqualTo(buildx.imagetools(arguments.toArray(new String[0])));
        return index.manifest();
    }

    @Test
    @DisplayName("S25: two images by digest become one index with buildx's bytes, in the order asked")
    void joinsTwoImagesAsBuildx() throws Exception {
        RawManifest one = assertSameAsBuildx(images.child(0), images.child(1));
        RawManifest other = assertSameAsBuildx(images.child(2), images.child(0));
        assertThat(one.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(ImageIndex.parse(other.content()).manifests())
                .extracting(ContentDescriptor::platform)
                .containsExactly(Platform.of("linux", "arm", "v7"), Platform.of("linux", "amd64"));
    }

    @Test
    void wrapsOneImageAsBuildx() throws Exception {
        assertSameAsBuildx(images.child(0));
    }

    @Test
    void takesOneIndexByteForByte() throws Exception {
        ContentDescriptor child = images.alpine.get(0);
        String odd = "{\"manifests\": [ {\"size\": " + child.size() + ", \"digest\": \"" + child.digest()
                + "\",\n\"mediaType\":\"" + child.mediaType()
                + "\", \"platform\": {\"os\":\"linux\", \"architecture\":\"amd64\"}} ],\n"
                + "\t\"schemaVersion\": 2, \"mediaType\": \""
                + MediaTypes.OCI_INDEX + "\"}";
        RawManifest index = RawManifest.of(MediaTypes.OCI_INDEX, odd.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Reference tag = images.tag("odd", index);
        assertThat(assertSameAsBuildx(tag).digest()).isEqualTo(index.digest());
    }

    @Test
    @DisplayName("S25: entries of indexes are taken one level up; attestations travel and count as no platform")
    void flattensIndexesWithTheirAttestations() throws Exception {
        List<Reference> sources = new ArrayList<>();
        for (ContentDescriptor child : images.alpine) {
            RawManifest index = images.index(List.of(child, images.attestationOf(child)));
            sources.add(images.client.putManifest(images.repository, index));
        }
        AssembledIndex index = assembler.assemble(sources, Map.of());
        assertThat(index.children())
                .extracting(child -> child.descriptor().isAttestation())
                .containsExactly(false, true, false, true, false, true);
        assertThat(index.children())
                .allMatch(child -> child.source()
                        .equals(images.repository.withDigest(child.descriptor().digest())));
        assertSameAsBuildx(sources.toArray(new Reference[0]));
        sources.add(images.child(0));
        assertSameAsBuildx(sources.toArray(new Reference[0]));
    }

    @Test
    @DisplayName("S82: Docker's manifests become a Docker list, mixed ones an OCI index")
    void choosesTheKindByItsChildren() throws Exception {
        RawManifest docker = assertSameAsBuildx(images.dockerChild(0), images.dockerChild(1));
        assertThat(docker.mediaType()).isEqualTo(MediaTypes.DOCKER_LIST);
        RawManifest mixed = assertSameAsBuildx(images.dockerChild(0), images.child(1));
        assertThat(mixed.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
    }

    @Test
    void annotatesTheIndexAsBuildx() throws Exception {
        assertSameAsBuildx(
                List.of("--annotation", "index:b=<1>", "--annotation", "index:a=é&"),
                Map.of("b", "<1>", "a", "é&"),
                images.child(0),
                images.child(1));
        Reference docker = images.dockerChild(0);
        assertThatThrownBy(() -> assembler.assemble(List.of(docker), Map.of("b", "1", "a", "2")))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage("a Docker manifest list cannot have annotations (a, b): build the images with OCI media"
                        + " types, or ask for an OCI index");
    }

    @Test
    @DisplayName("Rule 2: an index holds each platform once")
    void refusesTwoImagesForOnePlatform() throws Exception {
        Reference oci = images.child(0);
        Reference docker = images.dockerChild(0);
        assertThatThrownBy(() -> assembler.assemble(List.of(oci, images.child(1), docker), Map.of()))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage("two images for the platform linux/amd64: " + oci + " and " + docker
                        + "; an index can hold only one");
    }

    @Test
    void theSameImageTwiceIsOneEntry() throws Exception {
        RawManifest index = assertSameAsBuildx(images.child(0), images.child(1), images.child(0));
        assertThat(ImageIndex.parse(index.content()).manifests()).hasSize(2);
    }

    @Test
    @DisplayName("Rule 2: Windows versions are platforms of their own")
    void windowsVersionsAreDifferentPlatforms() throws Exception {
        ContentDescriptor old =
                images.alpine.get(0).withPlatform(new Platform("windows", "amd64", "", "10.0.17763.1", List.of()));
        ContentDescriptor young =
                images.alpine.get(1).withPlatform(new Platform("windows", "amd64", "", "10.0.20348.1", List.of()));
        Reference one = images.client.putManifest(images.repository, images.index(List.of(old)));
        Reference other = images.client.putManifest(images.repository, images.index(List.of(young)));
        assertSameAsBuildx(one, other);
    }

    @Test
    void tellsWhatCannotBeJoined() throws Exception {
        assertThatThrownBy(() -> assembler.assemble(List.of(), Map.of())).hasMessage("no sources specified");
        Reference missing = images.repository.withTag("nope");
        assertThatThrownBy(() -> assembler.assemble(List.of(images.child(0), missing), Map.of()))
                .hasMessage(missing + ": not found");
    }
}
