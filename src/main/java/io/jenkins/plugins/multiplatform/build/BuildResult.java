package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.Serializable;
import java.util.List;

/**
 * A finished run.
 *
 * @param digest what every tag names now: the index, or the manifest of a single platform; empty if nothing was published
 * @param tags in the order asked
 * @param platforms in the order asked
 * @param missing optional platforms that are not in it
 */
public record BuildResult(
        String digest, List<Reference> tags, List<PlatformImage> platforms, List<MissingPlatform> missing)
        implements Serializable {
    public BuildResult {
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
        missing = List.copyOf(missing);
    }
}
