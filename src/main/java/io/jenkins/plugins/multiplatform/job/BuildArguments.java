package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A build as a job's author wrote it.
 *
 * @param platforms without list separators; empty for the environment's or the engine's own
 * @param tags without list separators
 * @param target a stage; empty for the last
 * @param buildArgs as {@link KeyValues#of} gives them
 * @param labels as {@link KeyValues#of} gives them
 * @param push null to push if there is a tag
 * @param secrets which credentials are which secret, as {@link KeyValues#of} gives it: ID and credentials' ID
 * @param nodes which label builds which platform, as {@link KeyValues#of} gives it
 */
public record BuildArguments(
        List<String> platforms,
        List<String> tags,
        String target,
        List<String> buildArgs,
        List<String> labels,
        boolean noCache,
        boolean pull,
        @CheckForNull Boolean push,
        List<String> secrets,
        List<String> nodes,
        PolicyArguments policy) {
    /** The variable that gives the platforms where none are named, as for {@code docker}. */
    public static final String DEFAULT_PLATFORM = "DOCKER_DEFAULT_PLATFORM";

    public BuildArguments {
        platforms = List.copyOf(platforms);
        tags = List.copyOf(tags);
        buildArgs = List.copyOf(buildArgs);
        labels = List.copyOf(labels);
        secrets = List.copyOf(secrets);
        nodes = List.copyOf(nodes);
    }

    /** Finds what is wrong already without a node and an environment. */
    public void check() throws InvalidArgumentException {
        checkPlatforms("platforms", platforms);
        repositories();
        policy.toPolicy();
        labelRule();
        secretIds();
        KeyValues.parse("buildArgs", buildArgs, Map.of());
        KeyValues.parse("labels", labels, Map.of());
        if (pushes() && tags.isEmpty()) {
            throw new InvalidArgumentException("tag is needed when pushing to registry: give tags, or push: false");
        }
    }

    /**
     * Makes the request that a node is given.
     *
     * @param context a folder on the node
     * @param dockerfile a file on the node; empty for {@code Dockerfile} in the context
     * @param environment of the step
     * @param scope see {@link BuildRequest}
     */
    public BuildRequest toRequest(String context, String dockerfile, Map<String, String> environment, String scope)
            throws InvalidArgumentException {
        BuildInput input = BuildInput.of(context)
                .withDockerfile(dockerfile)
                .withTarget(target)
                .withBuildArgs(KeyValues.parse("buildArgs", buildArgs, environment))
                .withLabels(KeyValues.parse("labels", labels, environment))
                .withNoCache(noCache)
                .withPull(pull)
                .withOptions(BuildOptions.STANDARD.withAttestations(attestations(environment)));
        return new BuildRequest(platforms(environment), input, tags, pushes(), policy.toPolicy(), scope);
    }

    /** Hosts of the registries that the tags are in, as references name them. */
    public Set<String> registryHosts() throws InvalidArgumentException {
        Set<String> hosts = new LinkedHashSet<>();
        repositories().forEach(reference -> hosts.add(reference.domain()));
        return hosts;
    }

    private static Attestations attestations(Map<String, String> environment) throws InvalidArgumentException {
        try {
            return Attestations.parse(List.of(), "", "", environment.getOrDefault(Attestations.NO_DEFAULT, ""));
        } catch (InvalidOptionException e) {
            throw new InvalidArgumentException(e.getMessage(), e);
        }
    }

    /** Credentials' IDs by the IDs that the Dockerfile writes. */
    public Map<String, String> secretIds() throws InvalidArgumentException {
        Map<String, String> ids = KeyValues.parse("secrets", secrets, Map.of());
        for (String pair : secrets) {
            if (pair.indexOf('=') < 0 || pair.endsWith("=")) {
                throw new InvalidArgumentException("secrets: \"" + pair + "\" names no credentials: expected"
                        + " ID=credentialsId, or a map of IDs and credentials' IDs");
            }
        }
        return ids;
    }

    /** Which label builds which platform, where the step itself says it. */
    public LabelRule labelRule() throws InvalidArgumentException {
        return LabelRule.of("nodes", KeyValues.parse("nodes", nodes, Map.of()));
    }

    private boolean pushes() {
        return push == null ? !tags.isEmpty() : push;
    }

    private List<String> platforms(Map<String, String> environment) throws InvalidArgumentException {
        String byDefault = environment.getOrDefault(DEFAULT_PLATFORM, "");
        if (!platforms.isEmpty() || byDefault.isBlank()) {
            return platforms;
        }
        List<String> values = StringLists.split(List.of(byDefault));
        checkPlatforms(DEFAULT_PLATFORM, values);
        return values;
    }

    private static void checkPlatforms(String argument, List<String> platforms) throws InvalidArgumentException {
        try {
            PlatformList.parse(platforms);
        } catch (InvalidPlatformException e) {
            throw new InvalidArgumentException(argument + ": " + e.getMessage(), e);
        }
    }

    private Set<Reference> repositories() throws InvalidArgumentException {
        Set<Reference> references = new LinkedHashSet<>();
        for (String tag : tags) {
            try {
                references.add(Reference.parseNormalized(tag));
            } catch (InvalidReferenceException e) {
                throw new InvalidArgumentException("invalid tag \"" + tag + "\": " + e.getMessage(), e);
            }
        }
        return references;
    }
}
