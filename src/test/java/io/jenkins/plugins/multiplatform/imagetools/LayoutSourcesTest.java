package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Layouts that skopeo wrote become tags, with the digests that the same images have when they come from a registry. */
@NeedsTestBed
@DisplayName("A31: images in folders as sources")
@Timeout(120)
class LayoutSourcesTest {
    @TempDir
    Path folder;

    private SampleImages images;
    private TestBed bed;
    private ImageCreator creator;
    private Reference target;

    @BeforeEach
    void open(TestBed testBed) throws Exception {
        bed = testBed;
        images = new SampleImages(bed);
        creator = new ImageCreator(images.client, line -> {});
        target = images.fresh("plain").withTag("1");
    }

    private String layout(String name) {
        return "oci-layout://" + folder.resolve("layout") + name;
    }

    /** @param tag in the layout */
    private void save(Reference image, String tag) throws Exception {
        Process skopeo = new ProcessBuilder(
                        bed.get("skopeo"),
                        "--insecure-policy",
                        "copy",
                        "--all",
                        "--src-tls-verify=false",
                        "docker://" + image,
                        "oci:" + folder.resolve("layout") + ":" + tag)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("skopeo.log").toFile())
                .start();
        assertThat(skopeo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(skopeo.exitValue())
                .as(Files.readString(folder.resolve("skopeo.log")))
                .isZero();
    }

    private CreateRequest request(String... sources) {
        return CreateRequest.of(List.of(sources), List.of(target.toString()));
    }

    private void assertRefused(String source, String message) throws Exception {
        assertThatThrownBy(() -> creator.create(request(source)))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage(message);
        assertThat(images.client.getManifest(target)).isEmpty();
    }

    @Test
    void anIndexKeepsItsDigestAndItsImages() throws Exception {
        CreateResult origin = new ImageCreator(images.client, line -> {})
                .create(CreateRequest.of(
                        List.of(images.child(0).toString(), images.child(1).toString()),
                        List.of(images.repository.withTag("both").toString())));
        save(images.repository.withTag("both"), "both");

        CreateResult result = creator.create(request(layout(":both")));

        assertThat(result.digest()).isEqualTo(origin.digest());
        new OtherClients(bed).assertComplete(target, origin.digest());
    }

    @Test
    void singleImagesJoinWithThoseOfARegistryToTheSameDigest() throws Exception {
        save(images.child(0), "amd64");
        save(images.child(1), "arm64");
        String armV7 = images.child(2).toString();
        CreateResult expected = creator.create(CreateRequest.of(
                List.of(images.child(0).toString(), images.child(1).toString(), armV7),
                List.of(images.repository.withTag("x").toString())));

        CreateResult result = creator.create(
                request(layout(":amd64"), layout("@" + images.alpine.get(1).digest()), armV7));

        assertThat(result.digest()).isEqualTo(expected.digest());
        assertThat(result.manifests())
                .extracting(entry ->
                        entry.declaredPlatform().map(Platform::formatAll).orElse("-"))
                .containsExactly("linux/amd64", "linux/arm64", "linux/arm/v7");
        new OtherClients(bed).assertComplete(target, result.digest());
    }

    @Test
    void theyGoToEveryRepositoryOfTheTags() throws Exception {
        save(images.child(0), "one");
        Reference other = images.fresh("plain").withTag("2");
        CreateResult result =
                creator.create(CreateRequest.of(List.of(layout("")), List.of(target.toString(), other.toString())));
        new OtherClients(bed).assertComplete(target, result.digest());
        new OtherClients(bed).assertComplete(other, result.digest());
    }

    @Test
    void aDryRunShowsTheIndexWithoutARegistry() throws Exception {
        save(images.child(0), "one");
        CreateResult result = creator.create(
                CreateRequest.of(List.of(layout(":one")), List.of()).withDryRun(true));
        assertThat(result.text()).contains(images.alpine.get(0).digest().toString(), "\"architecture\": \"amd64\"");
    }

    @Test
    void oldPlatformsGiveWayToNewOnesFromAFolder() throws Exception {
        creator.create(request(images.child(0).toString(), images.child(1).toString()));
        Reference newer = images.otherImage(1);
        save(newer, "newer");

        CreateResult result = creator.create(request(layout(":newer")).withAppend(true));

        assertThat(result.manifests())
                .extracting(entry -> entry.digest().toString())
                .containsExactly(
                        images.alpine.get(0).digest().toString(),
                        newer.digest().orElseThrow().toString());
    }

    @Test
    void whatIsNotThereIsTold() throws Exception {
        assertRefused(layout(":one"), layout(":one") + ": index.json: no such file");
        save(images.child(0), "one");
        save(images.child(1), "two");
        assertRefused(
                layout(":three"),
                layout(":three")
                        + ": it has 2 images, and none of the name three: give one of their tags, or a digest");
        Digest nothing = Digest.of(new byte[0]);
        assertRefused(
                layout("@" + nothing), layout("@" + nothing) + ": blobs/sha256/" + nothing.hex() + ": no such file");
    }

    @Test
    void aFileThatIsNotWhatItsNameSaysMovesNoTag() throws Exception {
        save(images.child(0), "one");
        List<Path> blobs = new ArrayList<>();
        try (var all = Files.list(folder.resolve("layout/blobs/sha256"))) {
            all.forEach(blobs::add);
        }
        Path manifest = folder.resolve("layout/blobs/sha256")
                .resolve(images.alpine.get(0).digest().hex());
        byte[] right = Files.readAllBytes(manifest);
        Files.writeString(manifest, new String(right, StandardCharsets.UTF_8) + " ");
        assertRefused(
                layout(":one"),
                layout(":one") + ": the file of " + images.alpine.get(0).digest() + " has another content");

        Files.write(manifest, right);
        Path layer = blobs.stream()
                .filter(blob -> blob.toFile().length() > 4096)
                .findFirst()
                .orElseThrow();
        byte[] broken = Files.readAllBytes(layer);
        broken[broken.length / 2] ^= 1;
        Files.write(layer, broken);
        assertThatThrownBy(() -> creator.create(request(layout(":one"))))
                .isInstanceOf(ImageToolsException.class)
                .hasMessageContaining("sha256:" + layer.getFileName())
                .hasMessageEndingWith("; no tag was moved");
        assertThat(images.client.getManifest(target)).isEmpty();
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        save(images.child(0), "one");
        Path manifest = folder.resolve("layout/blobs/sha256")
                .resolve(images.alpine.get(0).digest().hex());
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(manifest, elsewhere);
        Files.createSymbolicLink(manifest, elsewhere);
        assertRefused(
                layout(":one"),
                layout(":one") + ": blobs/sha256/"
                        + images.alpine.get(0).digest().hex() + ": no such file");
    }

    @Test
    void anImageInAFolderIsInspectedAsOneInARegistry() throws Exception {
        CreateResult origin = new ImageCreator(images.client, line -> {})
                .create(CreateRequest.of(
                        List.of(images.child(0).toString(), images.child(1).toString()),
                        List.of(images.repository.withTag("both").toString())));
        save(images.repository.withTag("both"), "both");
        InspectFormat format = new InspectFormat(images.client);

        assertThat(format.show(layout(":both"), "", false))
                .isEqualTo(format.show(images.repository.withTag("both").toString(), "", false)
                        .replace(images.repository.withTag("both").toString() + "@", layout("@"))
                        .replace(images.repository.withTag("both").toString(), layout(":both")));
        assertThat(format.show(layout(":both"), "", true)).isEqualTo(origin.text());
        String template = "{{json .Image}}{{json .Manifest}}{{json .SBOM}}";
        assertThat(format.show(layout(":both"), template, false))
                .isEqualTo(format.show(images.repository.withTag("both").toString(), template, false));
        assertThat(format.show(layout("@" + images.alpine.get(1).digest()), "{{.Image.Architecture}}", false))
                .isEqualTo("arm64");
        assertThatThrownBy(() -> format.show("oci-layout://" + folder.resolve("none"), "", false))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage("oci-layout://" + folder.resolve("none") + ":latest: index.json: no such file");
    }

    @Test
    void anImageIsWrittenToAFolderAndReadFromIt() throws Exception {
        List<String> sources =
                List.of(images.child(0).toString(), images.child(1).toString());
        CreateResult expected = creator.create(CreateRequest.of(sources, List.of(target.toString())));
        String second = "oci-layout://" + folder.resolve("second") + ":2";

        CreateResult result = creator.create(CreateRequest.of(sources, List.of(layout(":1"))));
        assertThat(result.digest()).isEqualTo(expected.digest());
        creator.create(CreateRequest.of(List.of(images.child(2).toString()), List.of(layout(":2"))));
        // From a folder to a folder, with no registry at all.
        creator.create(CreateRequest.of(List.of(layout(":1")), List.of(second)));
        InspectFormat format = new InspectFormat(images.client);
        assertThat(format.show(layout(":1"), "{{.Manifest.Digest}}", false))
                .isEqualTo(expected.digest().toString());
        assertThat(format.show(second, "{{.Manifest.Digest}}", false))
                .isEqualTo(expected.digest().toString());

        Reference back = images.fresh("plain").withTag("back");
        creator.create(CreateRequest.of(List.of(second), List.of(back.toString())));
        new OtherClients(bed).assertComplete(back, expected.digest());
    }

    @Test
    void aTargetThatIsNoLayoutIsLeftAlone() throws Exception {
        Files.createDirectories(folder.resolve("layout"));
        Files.writeString(folder.resolve("layout/index.json"), "[]");
        CreateRequest request =
                CreateRequest.of(List.of(images.child(0).toString()), List.of(layout(":1"), target.toString()));
        assertThatThrownBy(() -> creator.create(request))
                .isInstanceOf(ImageToolsException.class)
                .hasMessageStartingWith(layout(":1") + ": could not read " + folder.resolve("layout/index.json") + ": ")
                .hasMessageEndingWith("; no tag was moved");
        assertThat(images.client.getManifest(target)).isEmpty();
        try (var files = Files.list(folder.resolve("layout"))) {
            assertThat(files).containsExactly(folder.resolve("layout/index.json"));
        }
    }

    @Test
    void aTargetOfAnotherDigestIsRefusedAsInBuildx() throws Exception {
        String wrong = layout("@sha256:" + "0".repeat(64));
        assertThatThrownBy(() ->
                        creator.create(CreateRequest.of(List.of(images.child(0).toString()), List.of(wrong))))
                .hasMessageStartingWith(
                        "target " + wrong + " requested digest sha256:" + "0".repeat(64) + " but produced sha256:");
    }

    @Test
    void linksInATargetAreNotFollowed() throws Exception {
        Files.createDirectories(folder.resolve("layout"));
        Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("layout/blobs"), folder.resolve("outside"));
        assertThatThrownBy(() ->
                        creator.create(CreateRequest.of(List.of(images.child(0).toString()), List.of(layout(":1")))))
                .isInstanceOf(ImageToolsException.class);
        try (var files = Files.list(folder.resolve("outside"))) {
            assertThat(files).isEmpty();
        }
    }
}
