package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes one index of several images, with the bytes and so the digest that {@code docker buildx imagetools create}
 * gives the same sources. Unlike there a platform with two images is an error, annotations of Docker's lists are not
 * lost in silence, and a Windows image keeps its OS version.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/">imagetools create</a>
 */
public final class IndexAssembler {
    private final RegistryClient client;

    public IndexAssembler(RegistryClient client) {
        this.client = client;
    }

    /**
     * Reads the sources and puts their entries together in their order; nothing is written.
     *
     * @param sources with tag or digest: manifests, or indexes, whose entries are taken
     * @param annotations of the index itself
     * @throws ImageToolsException if a source does not exist, has no platform, or two have the same
     */
    public AssembledIndex assemble(List<Reference> sources, Map<String, String> annotations)
            throws RegistryException, ImageToolsException, InterruptedException {
        return assemble(sources.stream().map(ImageSource::of).toList(), IndexRules.standard(annotations));
    }

    /**
     * As {@link #assemble}, of images that were read before.
     *
     * @param nodes the images by the nodes that made them: of those of one node all images come before their attestations,
     *     as in the index that one BuildKit makes of several platforms
     */
    public AssembledIndex join(List<List<InspectedImage>> nodes, Map<String, String> annotations)
            throws RegistryException, ImageToolsException, InterruptedException {
        List<InspectedImage> images = nodes.stream().flatMap(List::stream).toList();
        List<ImageSource> sources =
                images.stream().map(image -> ImageSource.of(image.reference())).toList();
        List<Digest> order = nodes.stream()
                .flatMap(node -> Stream.concat(digests(node, false), digests(node, true)))
                .toList();
        return assemble(sources, IndexRules.standard(annotations).withOrder(order), SourceReader.of(client, images));
    }

    private static Stream<Digest> digests(List<InspectedImage> images, boolean attestations) {
        return images.stream()
                .flatMap(image -> image.isIndex()
                        ? image.manifests().stream()
                                .filter(entry -> IndexEntries.isAttestation(entry) == attestations)
                                .map(ContentDescriptor::digest)
                        : attestations ? Stream.empty() : Stream.of(image.digest()));
    }

    AssembledIndex assemble(LayoutSources sources, IndexRules rules)
            throws RegistryException, ImageToolsException, InterruptedException {
        return assemble(sources.all(), rules, SourceReader.of(client, sources.images(), sources::has));
    }

    AssembledIndex assemble(List<ImageSource> sources, IndexRules rules)
            throws RegistryException, ImageToolsException, InterruptedException {
        return assemble(sources, rules, SourceReader.of(client, List.of()));
    }

    private static AssembledIndex assemble(List<ImageSource> sources, IndexRules rules, SourceReader reader)
            throws RegistryException, ImageToolsException, InterruptedException {
        if (sources.isEmpty()) {
            throw new ImageToolsException("no sources specified");
        }
        boolean asIs = sources.size() == 1 && rules.annotations().isEmpty();
        IndexParts parts = new IndexParts();
        List<String> notes = new ArrayList<>();
        for (ImageSource source : sources) {
            RawManifest manifest = reader.read(source);
            if (!MediaTypes.isIndex(manifest.mediaType())) {
                ContentDescriptor entry = reader.entry(source, manifest);
                if (asIs && !rules.preferIndex()) {
                    return single(source, manifest, entry, rules);
                }
                requirePlatform(source, entry);
                parts.add(entry, source);
                continue;
            }
            ImageIndex index = parse(source, manifest);
            index.manifests().forEach(entry -> parts.add(entry, source));
            if (asIs && rules.kind().allows(manifest.mediaType())) {
                AssembledIndex copy = filtered(manifest, index, parts.children(), rules, notes, reader);
                return copy.manifest().digest().equals(manifest.digest())
                        ? copy.withOrigin(source.reference().nameOnly().withDigest(manifest.digest()))
                        : copy;
            }
            noteAnnotations(source, index, notes);
        }
        parts.makeRoom();
        parts.putInOrder(rules.order());
        notes.addAll(parts.notes());
        return joined(parts.children(), rules, notes, reader);
    }

    private static ImageIndex parse(ImageSource source, RawManifest manifest) throws ImageToolsException {
        try {
            return ImageIndex.parse(manifest.content());
        } catch (MalformedImageException e) {
            throw new ImageToolsException(source + ": " + e.getMessage(), e);
        }
    }

    private static void requirePlatform(ImageSource source, ContentDescriptor entry) throws ImageToolsException {
        if (entry.platform() == null) {
            throw new ImageToolsException(
                    source + ": its configuration names no platform, so it cannot be an entry of an index");
        }
    }

    private static AssembledIndex single(
            ImageSource source, RawManifest manifest, ContentDescriptor entry, IndexRules rules)
            throws ImageToolsException {
        new PlatformFilter(rules.platforms()).requireMatch(entry);
        Reference found = source.reference().nameOnly().withDigest(manifest.digest());
        return new AssembledIndex(manifest, List.of(new AssembledIndex.Child(entry, found)), List.of(), null);
    }

    private static void noteAnnotations(ImageSource source, ImageIndex index, List<String> notes) {
        if (!index.annotations().isEmpty()) {
            notes.add("annotations of the index " + source + " are not taken over: "
                    + String.join(
                            ", ", index.annotations().keySet().stream().sorted().toList()));
        }
    }

    private static AssembledIndex joined(
            List<AssembledIndex.Child> children, IndexRules rules, List<String> notes, SourceReader reader)
            throws RegistryException, ImageToolsException, InterruptedException {
        List<AssembledIndex.Child> annotated = annotate(children, rules.annotations());
        List<ContentDescriptor> entries =
                annotated.stream().map(AssembledIndex.Child::descriptor).toList();
        String mediaType = rules.kind().mediaType(entries);
        if (mediaType.equals(MediaTypes.DOCKER_LIST) && !rules.annotations().isEmpty()) {
            throw new ImageToolsException("a Docker manifest list cannot have annotations ("
                    + String.join(
                            ", ",
                            rules.annotations().stream()
                                    .map(IndexAnnotation::key)
                                    .sorted()
                                    .distinct()
                                    .toList())
                    + "): build the images with OCI media types, or ask for an OCI index");
        }
        ImageIndex index = ImageIndex.of(mediaType, entries, rules.indexAnnotations());
        return filtered(RawManifest.of(mediaType, index.content()), index, annotated, rules, notes, reader);
    }

    private static List<AssembledIndex.Child> annotate(
            List<AssembledIndex.Child> children, List<IndexAnnotation> annotations) throws ImageToolsException {
        List<AssembledIndex.Child> result = new ArrayList<>(children);
        for (IndexAnnotation annotation : annotations) {
            boolean found = false;
            for (int i = 0; i < result.size(); i++) {
                ContentDescriptor entry = result.get(i).descriptor();
                if (annotation.appliesTo(entry.platform())) {
                    Map<String, String> all = new HashMap<>(entry.annotations());
                    all.put(annotation.key(), annotation.value());
                    result.set(
                            i,
                            new AssembledIndex.Child(
                                    entry.withAnnotations(all), result.get(i).source()));
                    found = true;
                }
            }
            Platform platform = annotation.platform();
            if (!found && platform != null) {
                throw new ImageToolsException(
                        "invalid annotation: no platform " + platform.formatAll() + " found in source");
            }
        }
        return result;
    }

    /** Keeps the bytes where all stays. */
    private static AssembledIndex filtered(
            RawManifest manifest,
            ImageIndex index,
            List<AssembledIndex.Child> children,
            IndexRules rules,
            List<String> notes,
            SourceReader reader)
            throws RegistryException, ImageToolsException, InterruptedException {
        PlatformFilter filter = new PlatformFilter(rules.platforms());
        List<AssembledIndex.Child> kept = new ArrayList<>(filter.keep(children));
        requireOneEach(kept);
        filter.missing(kept).forEach(platform -> notes.add("no source has an image for " + platform.formatAll()));
        boolean all = kept.size() == children.size();
        List<AssembledIndex.Child> loose = new LooseAttestations(reader).of(kept);
        kept.addAll(loose);
        if (all && loose.isEmpty()) {
            return new AssembledIndex(manifest, kept, notes, null);
        }
        List<ContentDescriptor> entries =
                kept.stream().map(AssembledIndex.Child::descriptor).toList();
        byte[] content = index.withManifests(entries).content();
        return new AssembledIndex(RawManifest.of(manifest.mediaType(), content), kept, notes, null);
    }

    /** A client takes the first entry that fits, so a second one would be a variant that is never or wrongly used. */
    private static void requireOneEach(List<AssembledIndex.Child> children) throws ImageToolsException {
        Map<Platform, AssembledIndex.Child> holders = new HashMap<>();
        for (AssembledIndex.Child child : children) {
            Platform platform = child.descriptor().platform();
            if (platform != null && !IndexEntries.isAttestation(child.descriptor())) {
                AssembledIndex.Child holder = holders.putIfAbsent(platform.normalize(), child);
                if (holder != null) {
                    throw new ImageToolsException("two images for the platform " + platform.formatAll() + ": "
                            + holder.source() + " and " + child.source() + "; an index can hold only one");
                }
            }
        }
    }
}
