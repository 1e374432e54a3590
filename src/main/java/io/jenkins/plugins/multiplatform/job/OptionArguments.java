package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.options.PolicyOption;
import java.util.List;
import java.util.Map;

/**
 * What most builds leave at its default, as a job's author wrote it.
 *
 * @param policies what is said about policies beside the Dockerfile
 * @param metadata whether the result is wanted as a file
 */
public record OptionArguments(
        StepArguments steps,
        CacheArguments caches,
        AttestationArguments attestations,
        List<String> policies,
        boolean metadata) {
    public OptionArguments {
        policies = List.copyOf(policies);
    }

    /** Without a word about policies. */
    public OptionArguments(StepArguments steps, CacheArguments caches, AttestationArguments attestations) {
        this(steps, caches, attestations, List.of(), false);
    }

    /** Nothing said. */
    public static OptionArguments none() {
        return new OptionArguments(StepArguments.none(), CacheArguments.none(), AttestationArguments.none());
    }

    /** Finds what is wrong already without an environment. */
    public void check() throws InvalidArgumentException {
        toOptions(BuildOptions.STANDARD, Map.of());
    }

    /** @param others options that stand elsewhere */
    BuildOptions toOptions(BuildOptions others, Map<String, String> environment) throws InvalidArgumentException {
        try {
            return others.withSteps(steps.toOptions())
                    .withCaches(caches.toOptions())
                    .withAttestations(attestations.toAttestations(environment))
                    .withAnnotations(attestations.toAnnotations())
                    .withPolicyDisabled(PolicyOption.isDisabled(policies))
                    .withAsksProvenance(metadata);
        } catch (InvalidOptionException e) {
            throw new InvalidArgumentException(e.getMessage(), e);
        }
    }
}
