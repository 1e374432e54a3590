package io.jenkins.plugins.multiplatform.dockerfile;

import java.util.List;

/** What base images make the stages do that start from them, before their own instructions. */
@FunctionalInterface
public interface OnBuildTriggers {
    /** Nothing is known of any image. */
    OnBuildTriggers NONE = image -> List.of();

    /** Without the word {@code ONBUILD}, in the image's order; empty where nothing is known of the image. */
    List<String> of(BaseImage image);
}
