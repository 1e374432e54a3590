package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        if (sources.isEmpty()) {
            throw new ImageToolsException("no sources specified");
        }
        IndexParts parts = new IndexParts();
        RawManifest last = null;
        for (Reference source : sources) {
            last = read(source);
            add(parts, source, last);
        }
        boolean copy = sources.size() == 1 && annotations.isEmpty() && MediaTypes.isIndex(last.mediaType());
        return new AssembledIndex(copy ? last : build(parts.descriptors(), annotations), parts.children());
    }

    private RawManifest read(Reference source) throws RegistryException, ImageToolsException, InterruptedException {
        return client.getManifest(source).orElseThrow(() -> new ImageToolsException(source + ": not found"));
    }

    private void add(IndexParts parts, Reference source, RawManifest manifest)
            throws RegistryException, ImageToolsException, InterruptedException {
        if (MediaTypes.isIndex(manifest.mediaType())) {
            try {
                for (ContentDescriptor entry :
                        ImageIndex.parse(manifest.content()).manifests()) {
                    parts.add(entry, source);
                }
            } catch (MalformedImageException e) {
                throw new ImageToolsException(source + ": " + e.getMessage(), e);
            }
        } else if (MediaTypes.isManifest(manifest.mediaType())) {
            Optional<Platform> platform = new ImagePlatform(client).read(source, manifest);
            parts.add(
                    manifest.descriptor()
                            .withPlatform(platform.orElseThrow(() -> new ImageToolsException(
                                    source + ": its configuration names no platform, so it cannot be an entry of an"
                                            + " index"))),
                    source);
        } else {
            throw new ImageToolsException(
                    "schema1 manifests are not allowed in manifest lists: " + source + " is " + manifest.mediaType());
        }
    }

    private static RawManifest build(List<ContentDescriptor> entries, Map<String, String> annotations)
            throws ImageToolsException {
        boolean docker = entries.stream().allMatch(entry -> MediaTypes.isDocker(entry.mediaType()));
        if (docker && !annotations.isEmpty()) {
            throw new ImageToolsException("a Docker manifest list cannot have annotations ("
                    + String.join(", ", annotations.keySet().stream().sorted().toList())
                    + "): build the images with OCI media types");
        }
        String mediaType = docker ? MediaTypes.DOCKER_LIST : MediaTypes.OCI_INDEX;
        return RawManifest.of(
                mediaType, ImageIndex.of(mediaType, entries, annotations).content());
    }
}
