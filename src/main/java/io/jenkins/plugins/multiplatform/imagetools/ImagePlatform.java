package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageConfig;
import io.jenkins.plugins.multiplatform.image.ImageManifest;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.registry.RawManifest;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.Optional;

/** Finds what a single manifest is for: only its configuration says. */
final class ImagePlatform {
    private static final int LARGEST_CONFIG = 8 << 20;

    private final Configs configs;

    private ImagePlatform(Configs configs) {
        this.configs = configs;
    }

    ImagePlatform(ImageReader image) {
        this((reference, config) -> image.blob(config, LARGEST_CONFIG));
    }

    /** Where configurations come from. */
    private interface Configs {
        byte[] get(Reference image, ContentDescriptor config)
                throws RegistryException, ImageToolsException, InterruptedException;
    }

    ImagePlatform(RegistryClient client) {
        this(client::getBlob);
    }

    ImagePlatform(ImageLayout layout) {
        this(ImageReader.of(layout));
    }

    /** Normalised; nothing for what is no image, e.g. a chart. */
    Optional<Platform> read(Reference reference, RawManifest manifest)
            throws RegistryException, ImageToolsException, InterruptedException {
        try {
            ContentDescriptor config = ImageManifest.parse(manifest.content()).config();
            String type = config.mediaType();
            if (!type.equals(MediaTypes.OCI_CONFIG) && !type.equals(MediaTypes.DOCKER_CONFIG)) {
                return Optional.empty();
            }
            Platform platform =
                    ImageConfig.parse(configs.get(reference, config)).platform();
            boolean named = !platform.os().isEmpty() && !platform.architecture().isEmpty();
            return named ? Optional.of(platform.normalize()) : Optional.empty();
        } catch (MalformedImageException e) {
            throw new ImageToolsException(reference + ": " + e.getMessage(), e);
        }
    }
}
