package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.ImageConfig;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.InspectedImage;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformMatcher;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.List;
import java.util.Optional;

/**
 * Reads what really stands in a registry under the digest that a node reported for a platform. The node may have pushed
 * anything: an index says what it likes of its entries, and only a configuration says what an image is for.
 */
final class PushedContent {
    /** BuildKit makes one manifest for all attestations of an image. */
    private static final int MAX_ENTRIES = 16;

    private final RegistryClient registry;
    private final Platform asked;
    private final InspectedImage pushed;

    PushedContent(RegistryClient registry, Platform asked, InspectedImage pushed) {
        this.registry = registry;
        this.asked = asked;
        this.pushed = pushed;
    }

    /**
     * Finds out why it can't be published.
     *
     * @return a sentence without its end; empty if it is the image that was asked for, alone or with its attestations
     */
    Optional<String> fault() throws RegistryException, InterruptedException {
        List<Platform> found = pushed.platforms();
        if (found.size() != 1 || !isAsked(found.get(0))) {
            return Optional.of(wrongPlatform(found));
        }
        if (!pushed.isIndex()) {
            return Optional.empty();
        }
        if (pushed.manifests().size() > MAX_ENTRIES) {
            return Optional.of(what() + " has " + pushed.manifests().size() + " entries");
        }
        try {
            return indexFault();
        } catch (MalformedImageException e) {
            return Optional.of(what() + ": " + e.getMessage());
        }
    }

    /** The image itself, which is an entry of what was pushed if that has attestations too. */
    ContentDescriptor runnable() {
        return pushed.isIndex()
                ? image()
                : ContentDescriptor.of(pushed.mediaType(), pushed.digest(), pushed.size())
                        .withPlatform(asked);
    }

    private ContentDescriptor image() {
        Platform only = pushed.platforms().get(0);
        return pushed.manifests().stream()
                .filter(entry -> only.equals(entry.platform()))
                .findFirst()
                .orElseThrow();
    }

    private Optional<String> indexFault() throws RegistryException, MalformedImageException, InterruptedException {
        ContentDescriptor image = image();
        Optional<RawManifest> manifest = get(image);
        if (manifest.isEmpty()) {
            return Optional.of(what() + " names " + image.digest() + ", which the registry does not have");
        }
        if (!isAsDescribed(image, manifest.get())) {
            return Optional.of(what() + " describes " + image.digest() + " as what it is not");
        }
        Optional<String> fault =
                configFault(ImageManifest.parse(manifest.get().content()).config());
        for (ContentDescriptor entry : pushed.manifests()) {
            if (fault.isEmpty() && entry != image) {
                fault = attestationFault(entry, image.digest());
            }
        }
        return fault;
    }

    private Optional<String> configFault(ContentDescriptor config)
            throws RegistryException, MalformedImageException, InterruptedException {
        String type = config.mediaType();
        if (!type.equals(MediaTypes.OCI_CONFIG) && !type.equals(MediaTypes.DOCKER_CONFIG)) {
            return Optional.of(what() + " is no image: its configuration is " + type);
        }
        Platform platform =
                ImageConfig.parse(registry.getBlob(repository(), config)).platform();
        Platform own = Platform.of(platform.os(), platform.architecture(), platform.variant());
        // A base image may be of a lesser variant, which runs there too, and older ones don't say of which they are.
        boolean same = platform.os().equals(asked.os())
                && platform.architecture().equals(asked.architecture())
                && (own.variant().isEmpty() || runs(own));
        return same ? Optional.empty() : Optional.of(wrongPlatform(List.of(platform)));
    }

    private Optional<String> attestationFault(ContentDescriptor entry, Digest image)
            throws RegistryException, MalformedImageException, InterruptedException {
        String name = what() + " has " + entry.digest();
        if (entry.attestedDigest().filter(image.toString()::equals).isEmpty()) {
            return Optional.of(name + ", which is neither the image nor an attestation of it");
        }
        Optional<RawManifest> manifest = get(entry);
        if (manifest.isEmpty()) {
            return Optional.of(name + ", which the registry does not have");
        }
        if (!isAsDescribed(entry, manifest.get())) {
            return Optional.of(name + " described as what it is not");
        }
        Optional<ContentDescriptor> subject =
                ImageManifest.parse(manifest.get().content()).subject();
        return subject.filter(other -> !other.digest().equals(image)).isPresent()
                ? Optional.of(name + ", an attestation of another image")
                : Optional.empty();
    }

    private Optional<RawManifest> get(ContentDescriptor entry) throws RegistryException, InterruptedException {
        return registry.getManifest(repository().withDigest(entry.digest()));
    }

    private static boolean isAsDescribed(ContentDescriptor entry, RawManifest manifest) {
        return MediaTypes.isManifest(manifest.mediaType())
                && manifest.mediaType().equals(entry.mediaType())
                && manifest.size() == entry.size();
    }

    private boolean runs(Platform platform) {
        Platform wanted = Platform.of(asked.os(), asked.architecture(), asked.variant());
        return PlatformMatcher.only(wanted).match(platform);
    }

    private boolean isAsked(Platform platform) {
        return platform.normalize().format().equals(asked.format());
    }

    private Reference repository() {
        return pushed.reference().nameOnly();
    }

    private String what() {
        return "what was pushed for " + asked.formatAll();
    }

    private String wrongPlatform(List<Platform> found) {
        return "the image for " + asked.formatAll() + " says that it is for "
                + String.join(", ", found.stream().map(Platform::formatAll).toList())
                + ": its base image has no " + asked.format() + " variant, or the Dockerfile pins another platform";
    }
}
