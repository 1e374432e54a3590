package io.jenkins.plugins.multiplatform.plan;

import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One run as a user asked for it; nothing in it is checked yet.
 *
 * @param platforms as written: values and comma-separated lists
 * @param tags as written
 * @param push whether to publish; needs a tag
 * @param scope names whose build this is, and from which workspace: a daemon compares transfers of one scope only;
 *     empty for none
 * @param outputs besides or with attributes of an image to push
 * @param cacheNamespace separates a job's cache mounts from those of all others on a daemon. Secret: who knows it can
 *     name them. Empty for those that all builds share
 */
public record BuildRequest(
        List<String> platforms,
        BuildInput input,
        List<String> tags,
        boolean push,
        RunPolicy policy,
        String scope,
        List<OutputSpec> outputs,
        String cacheNamespace)
        implements Serializable {
    public BuildRequest {
        platforms = List.copyOf(platforms);
        tags = List.copyOf(tags);
        outputs = List.copyOf(outputs);
    }

    /** Without outputs but an image to push. */
    public BuildRequest(
            List<String> platforms, BuildInput input, List<String> tags, boolean push, RunPolicy policy, String scope) {
        this(platforms, input, tags, push, policy, scope, List.of());
    }

    /** With the cache mounts that all builds share. */
    public BuildRequest(
            List<String> platforms,
            BuildInput input,
            List<String> tags,
            boolean push,
            RunPolicy policy,
            String scope,
            List<OutputSpec> outputs) {
        this(platforms, input, tags, push, policy, scope, outputs, "");
    }

    /** The same with cache mounts of their own. */
    public BuildRequest withCacheNamespace(String namespace) {
        return new BuildRequest(platforms, input, tags, push, policy, scope, outputs, namespace);
    }

    /** The same for other input. */
    public BuildRequest withInput(BuildInput other) {
        return new BuildRequest(platforms, other, tags, push, policy, scope, outputs, cacheNamespace);
    }

    /**
     * The same with destinations as the machine that receives the outputs knows them.
     *
     * @param resolve what that machine makes of a path
     */
    public BuildRequest withDestinations(UnaryOperator<String> resolve) {
        return new BuildRequest(
                platforms,
                input,
                tags,
                push,
                policy,
                scope,
                outputs.stream().map(output -> output.resolved(resolve)).toList(),
                cacheNamespace);
    }

    /** The same without anything that comes of it. */
    public BuildRequest withoutResults() {
        BuildInput same = input.withOptions(input.options().withLoad(false));
        return new BuildRequest(platforms, same, List.of(), false, policy, scope, List.of(), cacheNamespace);
    }

    /** Whether the result is pushed without a tag: the names are repositories. */
    public boolean isPushedByDigest() {
        return push && outputs.stream().anyMatch(OutputSpec::isPushedByDigest);
    }

    /** Whether the node that builds it keeps it, in whatever way it keeps images: not pushed, and not loaded for use. */
    public boolean isKeptByNode() {
        return !push && input.options().load() && outputs.stream().anyMatch(OutputSpec::isImage);
    }

    /** What comes back to the client. */
    public List<OutputSpec> received() {
        return outputs.stream().filter(output -> !output.isImage()).toList();
    }
}
