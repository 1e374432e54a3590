package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.imagetools.template.GoMap;
import io.jenkins.plugins.multiplatform.imagetools.template.GoStruct;
import io.jenkins.plugins.multiplatform.imagetools.template.GoValues;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;

/**
 * Descriptors and indexes under the names that templates know them by.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/tree/main/specs-go/v1">image-spec's types</a>
 */
final class DescriptorView {
    private DescriptorView() {}

    /** {@code .Manifest}: the index with what points at it, or what points at a single manifest. */
    static Object ofManifest(InspectedImage image) throws ImageToolsException {
        ContentDescriptor descriptor = ContentDescriptor.of(image.mediaType(), image.digest(), image.size());
        if (!image.isIndex()) {
            return of(descriptor);
        }
        try {
            ImageIndex index = ImageIndex.parse(image.raw());
            return GoStruct.named("struct")
                    .with("SchemaVersion", "schemaVersion", 2L)
                    .optional("MediaType", "mediaType", index.mediaType())
                    .with("Digest", "digest", image.digest().toString())
                    .with("Size", "size", image.size())
                    .with("Manifests", "manifests", of(index.manifests()))
                    .optional("Annotations", "annotations", GoMap.ofTexts(index.annotations()))
                    .build();
        } catch (MalformedImageException e) {
            throw new ImageToolsException(image.name() + ": " + e.getMessage(), e);
        }
    }

    private static List<GoStruct> of(List<ContentDescriptor> descriptors) {
        return descriptors.stream().map(DescriptorView::of).toList();
    }

    private static GoStruct of(ContentDescriptor descriptor) {
        return GoStruct.named("v1.Descriptor")
                .with("MediaType", "mediaType", descriptor.mediaType())
                .with("Digest", "digest", descriptor.digest().toString())
                .with("Size", "size", descriptor.size())
                .optional("URLs", "urls", descriptor.urls())
                .optional("Annotations", "annotations", GoMap.ofTexts(descriptor.annotations()))
                .optional("Data", "data", descriptor.data())
                .optional(
                        "Platform",
                        "platform",
                        descriptor
                                .declaredPlatform()
                                .<Object>map(DescriptorView::of)
                                .orElse(GoValues.NIL))
                .optional("ArtifactType", "artifactType", descriptor.artifactType())
                .build();
    }

    private static GoStruct of(Platform platform) {
        return GoStruct.named("v1.Platform")
                .with("Architecture", "architecture", platform.architecture())
                .with("OS", "os", platform.os())
                .optional("OSVersion", "os.version", platform.osVersion())
                .optional("OSFeatures", "os.features", platform.osFeatures())
                .optional("Variant", "variant", platform.variant())
                .build();
    }
}
