package io.jenkins.plugins.multiplatform.build;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.ImageInspector;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the namespace of a job's cache mounts out of what is published about its images. With {@code mode=max} BuildKit
 * records it in the provenance twice, as an argument of the frontend and in each step with a cache mount, and has no way
 * to leave it out; and who can read it can name those mounts in a build on the same daemon.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md">what is recorded</a>
 */
final class PrivateNamespace {
    private static final int MAX_STATEMENT_BYTES = 32 << 20;
    private static final String PREDICATE_TYPE = "in-toto.io/predicate-type";
    private static final String SLSA = "https://slsa.dev/provenance/";
    private static final String REPLACEMENT = "private";
    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private final RegistryClient registry;
    private final String namespace;
    private final boolean pushed;

    /**
     * @param namespace empty for one that is no secret, and stays
     * @param pushed whether attestations in registries may have it
     */
    PrivateNamespace(RegistryClient registry, String namespace, boolean pushed) {
        this.registry = registry;
        this.namespace = namespace;
        this.pushed = pushed;
    }

    /** In what a daemon reports of a build. */
    String hide(String provenance) {
        return namespace.isEmpty() ? provenance : provenance.replace(namespace, REPLACEMENT);
    }

    /**
     * Puts other attestations beside those that have the namespace. Images stay what they are.
     *
     * @param images as they stand in the first repository
     * @return the same where nothing has to be hidden; an index that is in no registry yet otherwise, but all that it
     *     names is in every repository
     */
    List<InspectedImage> hide(List<InspectedImage> images, List<Reference> repositories)
            throws BuildException, RegistryException, InterruptedException {
        if (namespace.isEmpty() || !pushed) {
            return images;
        }
        try (AtOnce<InspectedImage> requests = new AtOnce<>()) {
            images.forEach(image -> requests.send(() -> hide(image, repositories)));
            return requests.answers();
        } catch (ImageToolsException e) {
            throw failed(e.getMessage(), e);
        }
    }

    private InspectedImage hide(InspectedImage image, List<Reference> repositories)
            throws BuildException, ImageToolsException, RegistryException, InterruptedException {
        List<ContentDescriptor> entries = new ArrayList<>();
        for (ContentDescriptor entry : image.manifests()) {
            entries.add(entry.isAttestation() ? hideIn(entry, repositories) : entry);
        }
        if (entries.equals(image.manifests())) {
            return image;
        }
        try {
            byte[] index = ImageIndex.parse(image.raw()).withManifests(entries).content();
            return new ImageInspector(registry).inspect(image.reference(), RawManifest.of(image.mediaType(), index));
        } catch (MalformedImageException e) {
            throw failed(e.getMessage(), e);
        }
    }

    private ContentDescriptor hideIn(ContentDescriptor attestation, List<Reference> repositories)
            throws BuildException, RegistryException, InterruptedException {
        Reference found = repositories.get(0).withDigest(attestation.digest());
        RawManifest manifest = registry.getManifest(found)
                .orElseThrow(() -> failed(found + " is not in the registry that it was pushed to", null));
        try {
            Map<String, byte[]> replaced = new HashMap<>();
            for (ContentDescriptor layer :
                    ImageManifest.parse(manifest.content()).layers()) {
                if (layer.annotations().getOrDefault(PREDICATE_TYPE, "").startsWith(SLSA)) {
                    String statement = text(registry.getBlob(repositories.get(0), layer, MAX_STATEMENT_BYTES));
                    if (statement.contains(namespace)) {
                        replaced.put(layer.digest().toString(), bytes(statement.replace(namespace, REPLACEMENT)));
                    }
                }
            }
            return replaced.isEmpty() ? attestation : put(attestation, manifest, replaced, repositories);
        } catch (MalformedImageException | JsonParseException | IllegalStateException e) {
            throw failed(e.getMessage(), e);
        }
    }

    /** @param layers what comes in place of the layers with these digests */
    private ContentDescriptor put(
            ContentDescriptor attestation,
            RawManifest manifest,
            Map<String, byte[]> layers,
            List<Reference> repositories)
            throws RegistryException, MalformedImageException, InterruptedException {
        JsonObject document = JsonParser.parseString(manifest.text()).getAsJsonObject();
        List<byte[]> blobs = new ArrayList<>(layers.values());
        for (JsonElement layer : document.getAsJsonArray("layers")) {
            replace(layer.getAsJsonObject(), layers);
        }
        ContentDescriptor config = ImageManifest.parse(manifest.content()).config();
        byte[] old = registry.getBlob(repositories.get(0), config);
        byte[] renewed = bytes(renamed(text(old), layers));
        if (!Arrays.equals(old, renewed)) {
            blobs.add(renewed);
            replace(document.getAsJsonObject("config"), Map.of(config.digest().toString(), renewed));
        }
        RawManifest result = RawManifest.of(manifest.mediaType(), bytes(JSON.toJson(document)));
        for (Reference repository : repositories) {
            for (byte[] blob : blobs) {
                registry.putBlob(
                        repository,
                        ContentDescriptor.of("application/octet-stream", Digest.of(blob), blob.length),
                        blob);
            }
            registry.putManifest(repository, result);
        }
        return new ContentDescriptor(
                attestation.mediaType(),
                result.digest(),
                result.size(),
                List.of(),
                attestation.annotations(),
                "",
                attestation.platform(),
                attestation.artifactType());
    }

    private static void replace(JsonObject descriptor, Map<String, byte[]> contents) {
        byte[] content = contents.get(descriptor.get("digest").getAsString());
        if (content != null) {
            descriptor.addProperty("digest", Digest.of(content).toString());
            descriptor.addProperty("size", content.length);
            descriptor.remove("data");
        }
    }

    /** A configuration lists its layers by their digests, as they are not compressed; that of an artifact is empty. */
    private static String renamed(String config, Map<String, byte[]> layers) {
        String result = config;
        for (Map.Entry<String, byte[]> layer : layers.entrySet()) {
            result = result.replace(layer.getKey(), Digest.of(layer.getValue()).toString());
        }
        return result;
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static BuildException failed(String reason, Exception cause) {
        return new BuildException(
                "the namespace of this job's cache mounts can't be taken out of the provenance: " + reason
                        + "; no tag was moved. Without provenance, or with mode=min, it is not in there",
                cause);
    }
}
