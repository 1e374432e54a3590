package io.jenkins.plugins.multiplatform.plan;

import java.io.Serializable;
import java.util.Map;

/**
 * What is built.
 *
 * @param context a folder's path on the machine that serves it
 * @param dockerfile a file's path on that machine; empty for {@code Dockerfile} in the context
 * @param target a stage's name; empty for the last one
 * @param noCache builds every step anew
 * @param pull asks the registries for newer base images although the engine has some
 * @param sourcePolicy BuildKit's source policy as JSON; empty for none
 */
public record BuildInput(
        String context,
        String dockerfile,
        String target,
        Map<String, String> buildArgs,
        Map<String, String> labels,
        boolean noCache,
        boolean pull,
        String sourcePolicy)
        implements Serializable {
    public BuildInput {
        buildArgs = Map.copyOf(buildArgs);
        labels = Map.copyOf(labels);
    }

    /** A context with its Dockerfile, and all else left to its default. */
    public static BuildInput of(String context) {
        return new BuildInput(context, "", "", Map.of(), Map.of(), false, false, "");
    }
}
