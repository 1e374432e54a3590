package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.dockerfile.BaseImage;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What images say of themselves that decides how a build that starts from them goes. */
@FunctionalInterface
public interface BaseImages {
    /** Nothing is known of any image. */
    BaseImages UNKNOWN = images -> Map.of();

    /**
     * Reads the {@code ONBUILD} instructions of images, each for its platform.
     *
     * @return without images of which nothing could be learnt in a short time
     */
    Map<BaseImage, List<String>> onBuild(Collection<BaseImage> images) throws InterruptedException;
}
