package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.options.BuildOptions;
import java.io.Serializable;
import java.util.Map;

/**
 * What is built.
 *
 * @param context a folder's path on the machine that serves it, or an address that daemons fetch
 * @param dockerfile a file's path on that machine, or its address; empty for {@code Dockerfile} in the context
 * @param dockerfileText the Dockerfile itself, which is no file then; empty if it is one
 * @param target a stage's name; empty for the last one
 * @param noCache builds every step anew
 * @param pull asks the registries for newer base images although the engine has some
 * @param sourcePolicy BuildKit's source policy as JSON; empty for none
 */
public record BuildInput(
        String context,
        String dockerfile,
        String dockerfileText,
        String target,
        Map<String, String> buildArgs,
        Map<String, String> labels,
        boolean noCache,
        boolean pull,
        String sourcePolicy,
        BuildOptions options)
        implements Serializable {
    public BuildInput {
        buildArgs = Map.copyOf(buildArgs);
        labels = Map.copyOf(labels);
    }

    /** A context with its Dockerfile, and all else left to its default. */
    public static BuildInput of(String context) {
        return new BuildInput(context, "", "", "", Map.of(), Map.of(), false, false, "", BuildOptions.STANDARD);
    }

    public BuildInput withDockerfile(String other) {
        return new BuildInput(
                context, other, dockerfileText, target, buildArgs, labels, noCache, pull, sourcePolicy, options);
    }

    public BuildInput withDockerfileText(String other) {
        return new BuildInput(
                context, dockerfile, other, target, buildArgs, labels, noCache, pull, sourcePolicy, options);
    }

    public BuildInput withTarget(String other) {
        return new BuildInput(
                context, dockerfile, dockerfileText, other, buildArgs, labels, noCache, pull, sourcePolicy, options);
    }

    public BuildInput withBuildArgs(Map<String, String> other) {
        return new BuildInput(
                context, dockerfile, dockerfileText, target, other, labels, noCache, pull, sourcePolicy, options);
    }

    public BuildInput withLabels(Map<String, String> other) {
        return new BuildInput(
                context, dockerfile, dockerfileText, target, buildArgs, other, noCache, pull, sourcePolicy, options);
    }

    public BuildInput withNoCache(boolean other) {
        return new BuildInput(
                context, dockerfile, dockerfileText, target, buildArgs, labels, other, pull, sourcePolicy, options);
    }

    public BuildInput withPull(boolean other) {
        return new BuildInput(
                context, dockerfile, dockerfileText, target, buildArgs, labels, noCache, other, sourcePolicy, options);
    }

    public BuildInput withSourcePolicy(String other) {
        return new BuildInput(
                context, dockerfile, dockerfileText, target, buildArgs, labels, noCache, pull, other, options);
    }

    public BuildInput withOptions(BuildOptions other) {
        return new BuildInput(
                context, dockerfile, dockerfileText, target, buildArgs, labels, noCache, pull, sourcePolicy, other);
    }
}
