package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.options.BuildArgumentNames;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.OutputList;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A build as a job's author wrote it.
 *
 * @param platforms without list separators; empty for the environment's or the engine's own
 * @param buildArgs as {@link KeyValues#of} gives them
 * @param labels as {@link KeyValues#of} gives them
 * @param nodes which label builds which platform, as {@link KeyValues#of} gives it
 * @param agentTimeout how long to wait for an agent, see {@link AgentWait#parse}
 */
public record BuildArguments(
        List<String> platforms,
        SourceArguments source,
        OutputArguments output,
        List<String> buildArgs,
        List<String> labels,
        boolean noCache,
        boolean pull,
        OptionArguments options,
        SecretArguments secrets,
        SshArguments ssh,
        RegistryLogins logins,
        List<String> nodes,
        String agentTimeout,
        PolicyArguments policy) {
    /** The variable that gives the platforms where none are named, as for {@code docker}. */
    public static final String DEFAULT_PLATFORM = "DOCKER_DEFAULT_PLATFORM";

    public BuildArguments {
        platforms = List.copyOf(platforms);
        buildArgs = List.copyOf(buildArgs);
        labels = List.copyOf(labels);
        nodes = List.copyOf(nodes);
    }

    /** Finds what is wrong already without a node and an environment. */
    public void check() throws InvalidArgumentException {
        checkPlatforms("platforms", platforms);
        logins.byHost(registryHosts());
        policy.toPolicy();
        labelRule();
        agentWait();
        source.check();
        options.check();
        secrets.check();
        ssh.check();
        buildArgs(Map.of());
        KeyValues.parse("labels", labels, Map.of());
    }

    /**
     * Refuses what gives steps their node where the job may not have it.
     *
     * @param job its full name
     */
    public void require(HostAccess access, String job) throws InvalidArgumentException {
        access.require(options.toOptions(BuildOptions.STANDARD, Map.of()).steps(), job);
    }

    /**
     * Makes the request that a node is given.
     *
     * @param environment of the step
     * @param scope see {@link BuildRequest}
     */
    public BuildRequest toRequest(WorkspacePaths paths, Map<String, String> environment, String scope)
            throws InvalidArgumentException, IOException, InterruptedException {
        OutputList written = output.toList();
        OutputList outputs = output.load() ? written.withoutKept() : written;
        BuildInput input = source.toInput(paths)
                .withBuildArgs(buildArgs(environment))
                .withLabels(KeyValues.parse("labels", labels, environment))
                .withNoCache(noCache)
                .withPull(pull);
        BuildOptions all = options.toOptions(input.options(), environment).withLoad(output.load() || outputs.load());
        return new BuildRequest(
                        platforms(environment),
                        input.withOptions(all),
                        outputs.tags(),
                        outputs.push(),
                        policy.toPolicy(),
                        scope,
                        outputs.outputs())
                .withDestinations(paths::resolve);
    }

    private Map<String, String> buildArgs(Map<String, String> environment) throws InvalidArgumentException {
        Map<String, String> values = KeyValues.parse("buildArgs", buildArgs, environment);
        List<String> reserved = BuildArgumentNames.reserved(values.keySet());
        if (!reserved.isEmpty()) {
            throw new InvalidArgumentException("buildArgs: " + String.join(", ", reserved)
                    + " can't be set: Jenkins gives each job cache mounts that no other job sees, and attestations are"
                    + " asked for by provenance, sbom and attests. Leave it out");
        }
        return values;
    }

    /** Hosts of the registries that the tags are in, as references name them. */
    public Set<String> registryHosts() throws InvalidArgumentException {
        Set<String> hosts = new LinkedHashSet<>();
        TagNames.parse(output.toList().tags()).forEach(reference -> hosts.add(reference.domain()));
        return hosts;
    }

    /** Which label builds which platform, where the step itself says it. */
    public LabelRule labelRule() throws InvalidArgumentException {
        return LabelRule.of("nodes", KeyValues.parse("nodes", nodes, Map.of()));
    }

    /** How long a platform waits for an agent that can't be used now. */
    public AgentWait agentWait() throws InvalidArgumentException {
        return AgentWait.parse(agentTimeout);
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
}
