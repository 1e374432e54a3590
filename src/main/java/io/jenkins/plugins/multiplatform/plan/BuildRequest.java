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
 * @param scope names whose build this is: keeps what a daemon remembers for one job from another; empty for none
 * @param outputs besides or with attributes of an image to push
 */
public record BuildRequest(
        List<String> platforms,
        BuildInput input,
        List<String> tags,
        boolean push,
        RunPolicy policy,
        String scope,
        List<OutputSpec> outputs)
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

    /** The same for other input. */
    public BuildRequest withInput(BuildInput other) {
        return new BuildRequest(platforms, other, tags, push, policy, scope, outputs);
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
                outputs.stream().map(output -> output.resolved(resolve)).toList());
    }

    /** The same without anything that comes of it. */
    public BuildRequest withoutResults() {
        BuildInput same = input.withOptions(input.options().withLoad(false));
        return new BuildRequest(platforms, same, List.of(), false, policy, scope);
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
