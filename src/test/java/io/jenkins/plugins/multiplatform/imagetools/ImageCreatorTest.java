package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.GoJson;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Equal sources must give buildx's digest; what buildx would break is refused. */
@NeedsTestBed
@Timeout(120)
class ImageCreatorTest {
    private SampleImages images;
    private Buildx buildx;
    private List<String> progress;
    private ImageCreator creator;

    @BeforeEach
    void open(TestBed bed) throws Exception {
        images = new SampleImages(bed);
        buildx = new Buildx(bed);
        progress = new ArrayList<>();
        creator = new ImageCreator(images.client, progress::add);
    }

    private String child(int n) {
        return images.child(n).toString();
    }

    private Reference newTag(String tag) throws Exception {
        return images.repository.withTag(tag);
    }

    private RawManifest manifest(String reference) throws Exception {
        return images.client.getManifest(Reference.parseNormalized(reference)).orElseThrow();
    }

    private static List<String> platforms(CreateResult result) {
        return result.manifests().stream()
                .map(entry -> entry.declaredPlatform().map(Platform::formatAll).orElse("-"))
                .toList();
    }

    /** Both make the tag, each its own, and the two must be one digest. */
    private CreateResult assertSameAsBuildx(CreateRequest request, String... flags) throws Exception {
        CreateResult result = creator.create(request);
        List<String> arguments =
                new ArrayList<>(List.of("create", "-t", newTag("by-buildx").toString()));
        arguments.addAll(List.of(flags));
        arguments.addAll(request.sources());
        buildx.imagetools(arguments.toArray(String[]::new));
        RawManifest expected = manifest(newTag("by-buildx").toString());
        assertThat(result.text()).isEqualTo(expected.text());
        assertThat(result.digest()).isEqualTo(expected.digest());
        for (Reference tag : result.tags()) {
            assertThat(manifest(tag.toString()).content()).isEqualTo(expected.content());
        }
        return result;
    }

    private CreateRequest request(String... sources) throws Exception {
        return CreateRequest.of(List.of(sources), List.of(newTag("ours").toString()));
    }

    @Test
    @DisplayName("A31, A50: references join to buildx's digest, and the result tells the entries")
    void joinsReferences() throws Exception {
        CreateResult result = assertSameAsBuildx(request(child(0), child(1), child(2)));
        assertThat(platforms(result)).containsExactly("linux/amd64", "linux/arm64", "linux/arm/v7");
        assertThat(result.manifests())
                .extracting(ContentDescriptor::size)
                .containsExactlyElementsOf(
                        images.alpine.stream().map(ContentDescriptor::size).toList());
        assertThat(result.tags()).containsExactly(newTag("ours"));
        assertThat(result.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(result.notes()).isEmpty();
        assertThat(progress).containsExactly("pushed " + result.digest() + " to " + newTag("ours"));
    }

    @Test
    @DisplayName("A31: bare digests are looked for in the one repository that is named")
    void joinsBareDigests() throws Exception {
        assertSameAsBuildx(request(
                images.alpine.get(0).digest().toString(),
                images.alpine.get(1).digest().toString()));
    }

    @Test
    @DisplayName("A31: descriptors as JSON bring platform, annotations and more")
    void joinsDescriptors() throws Exception {
        ContentDescriptor described = images.alpine
                .get(0)
                .withPlatform(new Platform("linux", "amd64", "v2", "10.1", List.of("a", "b")))
                .withAnnotations(Map.of("org.example", "<x>"));
        String json = GoJson.text(described.fields());
        String other = GoJson.text(images.alpine.get(1).withPlatform(null).fields());
        CreateResult result = assertSameAsBuildx(request(json, other));
        assertThat(platforms(result)).containsExactly("linux(10.1+a+b)/amd64/v2", "linux/arm64");
    }

    @Test
    @DisplayName("A31: a descriptor without a media type is a digest with remarks")
    void joinsDescriptorsWithoutMediaType() throws Exception {
        Digest digest = images.alpine.get(1).digest();
        String json =
                "{\"digest\":\"" + digest + "\",\"annotations\":{\"a\":\"b\"},\"urls\":[\"http://x\"],\"platform\":"
                        + "{\"os\":\"\",\"architecture\":\"arm64\",\"variant\":\"v9\"}}";
        CreateResult result = assertSameAsBuildx(request(json, child(0)));
        assertThat(platforms(result)).containsExactly("linux/arm64/v9", "linux/amd64");
    }

    @Test
    @DisplayName("A48: a filter keeps platforms with their attestations, and buildx's digest")
    void filtersPlatforms() throws Exception {
        List<ContentDescriptor> entries = new ArrayList<>(images.alpine);
        for (ContentDescriptor subject : images.alpine) {
            entries.add(images.attestationOf(subject));
        }
        String tag = images.tag("attested", images.index(entries)).toString();
        CreateResult result = assertSameAsBuildx(
                request(tag).withPlatforms(List.of("linux/arm64,linux/amd64/v1")),
                "--platform",
                "linux/arm64,linux/amd64");
        assertThat(platforms(result))
                .containsExactly("linux/amd64", "linux/arm64", "unknown/unknown", "unknown/unknown");
        CreateResult joined = assertSameAsBuildx(
                request(tag, child(0)).withPlatforms(List.of("linux/arm64")).withPlatformLoss(true),
                "--platform",
                "linux/arm64");
        assertThat(platforms(joined)).containsExactly("linux/arm64", "unknown/unknown");
        assertThat(joined.manifests().get(1).attestedDigest())
                .contains(images.alpine.get(1).digest().toString());
    }

    @Test
    @DisplayName("A48: a platform that no source has is told; none at all is an error")
    void tellsPlatformsThatNoSourceHas() throws Exception {
        assertThat(creator.create(request(child(0), child(1)).withPlatforms(List.of("linux/amd64", "linux/s390x")))
                        .notes())
                .containsExactly("no source has an image for linux/s390x");
        assertRefused(
                request(child(0), child(1)).withPlatforms(List.of("linux/s390x")),
                "none of the manifests match the provided platforms");
        assertRefused(
                request(child(0)).withPlatforms(List.of("linux/s390x")).withPreferIndex(false),
                "input platform linux/amd64 does not match any of the provided platforms");
        assertRefused(
                request(child(0)).withPlatforms(List.of("a/b/c/d")),
                "invalid platform \"a/b/c/d\": \"a/b/c/d\": cannot parse platform specifier: invalid argument");
    }

    @Test
    @DisplayName("A42: annotations land where buildx puts them")
    void annotates() throws Exception {
        List<String> annotations = List.of(
                "index:a=1",
                "index,manifest-descriptor:b:c=2=3",
                "manifest-descriptor[linux/arm64]:d=é",
                "",
                "index:a=4");
        CreateResult result = assertSameAsBuildx(
                request(child(0), child(1)).withAnnotations(annotations),
                annotations.stream()
                        .flatMap(annotation -> Stream.of("--annotation", annotation))
                        .toArray(String[]::new));
        assertThat(result.manifests().get(1).annotations()).containsOnlyKeys("b:c", "d");
        assertThat(result.manifests().get(0).annotations()).containsOnlyKeys("b:c");
    }

    @Test
    @DisplayName("A42: annotations that would be lost are refused, in buildx's words where it has any")
    void refusesAnnotationsThatWouldBeLost() throws Exception {
        Map<String, String> refused = Map.of(
                "a=b", "\"\" annotations are not supported yet",
                "manifest:a=b", "\"manifest\" annotations are not supported yet",
                "index-descriptor:a=b", "\"index-descriptor\" annotations are invalid while creating an image",
                "x", "failed to parse annotations: invalid annotation \"x\", expected key=value",
                "bogus:a=b", "failed to parse annotations: unknown annotation type \"bogus\"",
                "bo gus:a=b",
                        "failed to parse annotations: invalid annotation type \"bo gus\", expected type and optional"
                                + " platform in square brackets",
                "index[x/y/z/a]:a=b",
                        "failed to parse annotations: invalid platform \"x/y/z/a\": \"x/y/z/a\": cannot parse platform"
                                + " specifier: invalid argument",
                "manifest-descriptor[linux/s390x]:a=b", "invalid annotation: no platform linux/s390x found in source");
        for (Map.Entry<String, String> each : refused.entrySet()) {
            assertRefused(request(child(0)).withAnnotations(List.of(each.getKey())), each.getValue());
        }
        assertRefused(
                request(images.dockerChild(0).toString()).withAnnotations(List.of("index:a=b")),
                "a Docker manifest list cannot have annotations (a): build the images with OCI media types, or ask for"
                        + " an OCI index");
    }

    @Test
    @DisplayName("S82: the kind of index can be forced, as far as its entries allow")
    void forcesTheKindOfIndex() throws Exception {
        String docker = images.dockerChild(0).toString();
        CreateResult list = assertSameAsBuildx(request(docker));
        assertThat(list.mediaType()).isEqualTo(MediaTypes.DOCKER_LIST);
        CreateResult oci = creator.create(
                request(newTag("ours").toString()).withKind(IndexKind.OCI).withAnnotations(List.of("index:a=b")));
        assertThat(oci.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(creator.create(request(newTag("by-buildx").toString()).withKind(IndexKind.OCI))
                        .mediaType())
                .isEqualTo(MediaTypes.OCI_INDEX);
        assertRefused(
                request(child(0)).withKind(IndexKind.DOCKER),
                "a Docker manifest list can hold Docker's manifests only; these are not: "
                        + images.alpine.get(0).digest());
        assertThatThrownBy(() -> IndexKind.parse("x"))
                .hasMessage("invalid media types \"x\": valid are auto, oci, docker");
    }

    @Test
    @DisplayName("A31: a single manifest is wrapped, or copied as it is")
    void wrapsOrCopiesASingleManifest() throws Exception {
        assertThat(assertSameAsBuildx(request(child(1))).mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        CreateResult copy = assertSameAsBuildx(request(child(1)).withPreferIndex(false), "--prefer-index=false");
        assertThat(copy.digest()).isEqualTo(images.alpine.get(1).digest());
        assertThat(platforms(copy)).containsExactly("linux/arm64");
    }

    @Test
    @DisplayName("A47: an index goes to another registry byte for byte, with images and attestations")
    void copiesAnIndexToAnotherRegistry(TestBed bed) throws Exception {
        List<ContentDescriptor> entries = new ArrayList<>(images.alpine);
        entries.add(images.provenanceOf(images.alpine.get(0)));
        Reference source = images.tag("source", images.index(entries));
        Reference tls = images.fresh("tls").withTag("1");
        Reference token = images.fresh("token").withTag("2");
        CreateResult result = creator.create(CreateRequest.of(
                List.of(source.toString()), List.of(tls.toString(), token.toString(), token.toString())));
        assertThat(result.digest()).isEqualTo(images.index(entries).digest());
        assertThat(result.tags()).containsExactly(tls, token);
        for (Reference tag : result.tags()) {
            assertThat(manifest(tag.toString()).content())
                    .isEqualTo(images.index(entries).content());
            for (ContentDescriptor entry : entries) {
                assertThat(images.client.hasManifest(tag, entry.digest())).isTrue();
            }
        }
        assertThat(progress.get(0))
                .isEqualTo("copying " + entries.get(0).digest() + " from "
                        + source.nameOnly().withDigest(entries.get(0).digest()) + " to " + tls.nameOnly());
        assertThat(progress).hasSize(10);
        new OtherClients(bed).assertComplete(token, result.digest());
        new OtherClients(bed).assertComplete(tls, result.digest());
    }

    @Test
    @DisplayName("A33: what is appended takes the place of the same platform, with its attestation, and says so")
    void replacesByPlatformOnAppend() throws Exception {
        ContentDescriptor amd64 = images.alpine.get(0);
        ContentDescriptor arm64 = images.alpine.get(1);
        Reference tag = images.tag(
                "ours", images.index(List.of(amd64, arm64, images.attestationOf(amd64), images.attestationOf(arm64))));
        Reference newer = images.otherImage(0);
        CreateResult result = creator.create(request(newer.toString()).withAppend(true));
        assertThat(result.manifests())
                .extracting(ContentDescriptor::digest)
                .containsExactly(
                        newer.digest().orElseThrow(),
                        arm64.digest(),
                        images.attestationOf(arm64).digest());
        assertThat(result.notes())
                .containsExactly(
                        "linux/amd64: " + tag.nameOnly().withDigest(amd64.digest()) + " is replaced by " + newer);
    }

    @Test
    @DisplayName("A33: appending new platforms gives buildx's digest")
    void appendsNewPlatforms() throws Exception {
        images.tag("by-buildx", images.index(images.alpine.subList(0, 1)));
        images.tag("ours", images.index(images.alpine.subList(0, 1)));
        CreateResult result = assertSameAsBuildx(request(child(1), child(2)).withAppend(true), "--append");
        assertThat(platforms(result)).containsExactly("linux/amd64", "linux/arm64", "linux/arm/v7");
        assertThat(assertSameAsBuildx(request(child(2)).withAppend(true), "--append")
                        .digest())
                .isEqualTo(result.digest());
        assertRefused(
                CreateRequest.of(List.of(child(0)), List.of(newTag("nope").toString()))
                        .withAppend(true),
                newTag("nope") + ": not found");
    }

    @Test
    @DisplayName("A33: a newer revision of Windows takes the place of the older one, another version does not")
    void replacesWindowsByItsVersion() throws Exception {
        ContentDescriptor old = windows(0, "10.0.17763.1");
        images.tag("ours", images.index(List.of(old, windows(1, "10.0.20348.5"))));
        Reference newer =
                images.client.putManifest(images.repository, images.index(List.of(windows(2, "10.0.17763.9"))));
        CreateResult result = creator.create(request(newer.toString()).withAppend(true));
        assertThat(platforms(result)).containsExactly("windows(10.0.17763.9)/amd64", "windows(10.0.20348.5)/amd64");
        assertThat(result.notes()).singleElement().asString().startsWith("windows(10.0.17763.1)/amd64: ");
    }

    private ContentDescriptor windows(int n, String version) {
        return images.alpine.get(n).withPlatform(new Platform("windows", "amd64", "", version, List.of()));
    }

    @Test
    @DisplayName("A34: two sources for one platform are refused, whatever the spelling")
    void refusesTwoImagesForOnePlatform() throws Exception {
        Reference v8 = images.client.putManifest(
                images.repository,
                images.index(List.of(images.attestationOf(images.alpine.get(0))
                        .withAnnotations(Map.of())
                        .withPlatform(Platform.of("linux", "aarch64", "v8")))));
        assertThatThrownBy(() -> creator.create(request(child(1), v8.toString())))
                .isInstanceOf(ImageToolsException.class)
                .hasMessageStartingWith("two images for the platform linux/aarch64/v8: " + child(1) + " and ")
                .hasMessageEndingWith("; an index can hold only one");
        assertThat(images.client.getManifest(newTag("ours"))).isEmpty();
    }

    @Test
    @DisplayName("A35: a tag does not lose a platform unless that is allowed")
    void guardsThePlatformsOfATag() throws Exception {
        Reference tag = images.tag("ours", images.index(images.alpine));
        Reference single = newTag("single");
        images.client.putTag(single, manifest(child(2)));
        CreateRequest shrinking =
                CreateRequest.of(List.of(child(0), child(1)), List.of(tag.toString(), single.toString()));
        String loss = tag + " has linux/amd64, linux/arm64, linux/arm/v7 now and would lose linux/arm/v7; " + single
                + " has linux/arm/v7 now and would lose linux/arm/v7";
        assertRefused(
                shrinking,
                loss
                        + "; no tag was moved: append to the tag without filtering them out (--append, --platform), or allow their loss"
                        + " (--allow-platform-loss)");
        assertThat(manifest(tag.toString()).digest())
                .isEqualTo(images.index(images.alpine).digest());
        assertThat(creator.create(shrinking.withDryRun(true)).notes()).containsExactly(loss);
        assertThat(manifest(single.toString()).digest())
                .isEqualTo(images.alpine.get(2).digest());
        CreateResult result = creator.create(shrinking.withPlatformLoss(true));
        assertThat(result.notes()).containsExactly(loss);
        assertThat(manifest(tag.toString()).digest()).isEqualTo(result.digest());
    }

    @Test
    @DisplayName("A46: a dry run writes nothing")
    void aDryRunWritesNothing() throws Exception {
        CreateResult result = creator.create(request(child(0), child(1)).withDryRun(true));
        assertThat(result.text() + "\n").isEqualTo(buildx.imagetools("create", "--dry-run", child(0), child(1)));
        assertThat(result.tags()).isEmpty();
        assertThat(progress).isEmpty();
        assertThat(images.client.getManifest(newTag("ours"))).isEmpty();
        assertThat(images.client.hasManifest(images.repository, result.digest()))
                .isFalse();
    }

    @Test
    @DisplayName("A42: annotations of a source's index are not taken over, as in buildx, but that is told")
    void tellsTheAnnotationsThatItDoesNotTakeOver() throws Exception {
        RawManifest annotated = RawManifest.of(
                MediaTypes.OCI_INDEX,
                ImageIndex.of(MediaTypes.OCI_INDEX, images.alpine.subList(0, 1), Map.of("b", "1", "a", "2"))
                        .content());
        String source = images.client.putManifest(images.repository, annotated).toString();
        assertThat(assertSameAsBuildx(request(source, child(1))).notes())
                .containsExactly("annotations of the index " + source + " are not taken over: a, b");
        assertThat(assertSameAsBuildx(request(source).withPlatformLoss(true)).digest())
                .isEqualTo(annotated.digest());
    }

    @Test
    @DisplayName("A31: what can't be a source is told in buildx's words")
    void tellsWhatCannotBeASource() throws Exception {
        assertRefused(request(), "no sources specified");
        assertRefused(
                CreateRequest.of(List.of("x"), List.of()),
                "can't push with no tags specified, please set --tag or --dry-run");
        String digest = images.alpine.get(0).digest().toString();
        assertRefused(
                CreateRequest.of(List.of(digest), List.of()).withDryRun(true),
                "no repositories specified, please set a reference in tag or source");
        assertRefused(
                request(digest, images.fresh("plain").withTag("x").toString()),
                "multiple repositories specified, cannot infer repository for \"" + digest + "\"");
        assertRefused(request("x@sha256:12"), source("x@sha256:12") + "invalid reference format");
        assertRefused(request("sha256:12"), source("sha256:12") + "invalid checksum digest length");
        assertRefused(
                request("X:y:z"),
                source("X:y:z") + "invalid reference format: repository name (library/X) must be lowercase");
        assertRefused(
                request("{}"),
                "failed to parse source \"{}\", valid sources are digests, references and descriptors:"
                        + " invalid descriptor: digest is required");
        assertRefused(
                request("{\"schemaVersion\":2}"),
                "failed to parse source \"{\\\"schemaVersion\\\":2}\", valid sources are digests, references and"
                        + " descriptors: expected an OCI content descriptor, got a manifest or index (schemaVersion 2)");
        assertRefused(
                request("{"),
                "failed to parse source \"{\", valid sources are digests, references and descriptors:"
                        + " descriptor is malformed: no valid JSON at $.");
        assertRefused(request("oci-layout:///nowhere:y"), "oci-layout:///nowhere:y: index.json: no such file");
        assertRefused(
                request("{\"digest\":\"" + digest + "\",\"size\":7}"),
                "invalid size mismatch for " + digest + ", 7 != "
                        + images.alpine.get(0).size());
        assertRefused(
                request("{\"digest\":\"" + digest + "\",\"mediaType\":\"a/b\"}"),
                "invalid media type mismatch for " + digest + ", a/b != " + MediaTypes.OCI_MANIFEST);
        assertRefused(request(newTag("nope").toString()), newTag("nope") + ": not found");
        assertRefused(
                CreateRequest.of(List.of(child(0)), List.of("Bad Tag")),
                "invalid reference format: repository name (library/Bad Tag) must be lowercase");
        assertRefused(
                CreateRequest.of(List.of(child(0)), List.of(child(0))),
                child(0) + " has a digest, which nobody can choose: give a name and a tag");
    }

    private static String source(String text) {
        return "failed to parse source \"" + text + "\", valid sources are digests, references and descriptors: ";
    }

    private void assertRefused(CreateRequest request, String message) {
        assertThatThrownBy(() -> creator.create(request))
                .isInstanceOf(ImageToolsException.class)
                .hasMessage(message);
    }

    @Test
    @DisplayName("A31: a child that the registry lost is told before any tag moves")
    void tellsALostChild() throws Exception {
        Reference elsewhere = images.fresh("plain").withTag("1");
        Reference source = images.client.putManifest(images.repository, images.index(List.of(images.alpine.get(0))));
        images.delete(images.child(0));
        assertRefused(
                request(source.toString()),
                images.child(0) + ": not found, though an index names it; no tag was moved");
        assertThatThrownBy(() ->
                        creator.create(CreateRequest.of(List.of(source.toString()), List.of(elsewhere.toString()))))
                .hasMessageEndingWith("; no tag was moved");
        assertThat(images.client.getManifest(elsewhere)).isEmpty();
    }

    @Test
    @DisplayName("A32: metadata are buildx's")
    void writesMetadata() throws Exception {
        Reference other = images.fresh("plain").withTag("1");
        CreateResult result = creator.create(CreateRequest.of(
                List.of(child(0)), List.of(newTag("b").toString(), newTag("a").toString(), other.toString())));
        List<String> names =
                Stream.of(images.repository.name(), other.name()).sorted().toList();
        assertThat(new String(result.metadata(), StandardCharsets.UTF_8))
                .isEqualTo("{\n  \"containerimage.descriptor\": {\n    \"mediaType\": \"" + MediaTypes.OCI_INDEX
                        + "\",\n    \"digest\": \"" + result.digest() + "\",\n    \"size\": "
                        + result.manifest().size() + "\n  },\n  \"image.name\": \"" + String.join(",", names)
                        + "\"\n}");
    }
}
