package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.ClientServices;
import io.jenkins.plugins.multiplatform.build.ConsoleReport;
import io.jenkins.plugins.multiplatform.build.LocalSecrets;
import io.jenkins.plugins.multiplatform.build.LocalSshAgents;
import io.jenkins.plugins.multiplatform.build.MultiPlatformBuild;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.SecretSpec;
import io.jenkins.plugins.multiplatform.plan.SshSpec;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "build",
        description = "Builds, and tags when all platforms are there.",
        mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--platform", description = "Target platforms; this option and its values can be repeated.")
    private List<String> platforms = List.of();

    @Option(
            names = {"-t", "--tag"},
            description = "Name and tag of the image.")
    private List<String> tags = List.of();

    @Option(names = "--push", description = "Pushes the image and moves its tags.")
    private boolean push;

    @Option(
            names = {"-f", "--file"},
            description = "The Dockerfile.",
            defaultValue = "")
    private String file;

    @Option(names = "--target", description = "The stage to build.", defaultValue = "")
    private String target;

    @Option(names = "--build-arg", description = "KEY=VALUE, or KEY to take it from the environment.")
    private List<String> buildArgs = List.of();

    @Option(names = "--label", description = "KEY=VALUE.")
    private List<String> labels = List.of();

    @Option(names = "--secret", description = "Secret of the build: id=ID[,src=FILE][,env=VARIABLE][,type=file|env].")
    private List<String> secrets = List.of();

    @Option(names = "--ssh", description = "SSH agent or keys of the build: default, or ID[=SOCKET|KEY[,KEY]].")
    private List<String> ssh = List.of();

    @Option(names = "--no-cache", description = "Builds every step anew.")
    private boolean noCache;

    @Option(names = "--pull", description = "Asks the registries for newer base images.")
    private boolean pull;

    @Option(names = "--builder", description = "The builder to use.", defaultValue = "")
    private String builder;

    @Option(names = "--emulation", description = "forbid, warn or allow.", defaultValue = "warn")
    private String emulation;

    @Mixin
    private RegistryOptions registries = new RegistryOptions();

    @Parameters(paramLabel = "PATH", description = "The build context.")
    private String context;

    BuildCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call()
            throws PlanException, BuilderException, BuildException, RegistryException, IOException,
                    InterruptedException {
        BuildRequest request = new BuildRequest(
                platforms(),
                new BuildInput(
                        context, file, target, buildArgs(), pairs(labels, "label"), noCache, pull, sourcePolicy()),
                tags,
                push,
                RunPolicy.of(EmulationPolicy.parse(emulation)),
                "");
        MultiPlatformBuild build = new MultiPlatformBuild(
                surroundings.builder(builder),
                new RegistryAccess(registries.settings(), surroundings.credentials()),
                new ClientServices(secrets(), sshAgents()),
                new ConsoleReport(surroundings.err()::println));
        BuildResult result = Interrupts.guard(() -> build.run(request));
        ConsoleReport.table(result).forEach(surroundings.out()::println);
        return 0;
    }

    private List<String> platforms() {
        if (!platforms.isEmpty()) {
            return platforms;
        }
        return surroundings.variable("DOCKER_DEFAULT_PLATFORM").map(List::of).orElse(List.of());
    }

    private Map<String, String> buildArgs() throws PlanException {
        Map<String, String> result = new LinkedHashMap<>();
        for (String argument : buildArgs) {
            if (argument.indexOf('=') < 0) {
                surroundings.variable(argument).ifPresent(value -> result.put(argument, value));
            } else {
                result.putAll(pairs(List.of(argument), "build-arg"));
            }
        }
        return result;
    }

    private static Map<String, String> pairs(List<String> written, String option) throws PlanException {
        Map<String, String> result = new LinkedHashMap<>();
        for (String pair : written) {
            int equals = pair.indexOf('=');
            if (equals == 0 || pair.isEmpty()) {
                throw new PlanException("invalid key-value pair \"" + pair + "\" of --" + option + ": empty key");
            }
            result.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return result;
    }

    private LocalSecrets secrets() throws PlanException {
        List<SecretSpec> specs = new ArrayList<>();
        for (String secret : secrets) {
            specs.add(SecretSpec.parse(secret));
        }
        return LocalSecrets.of(specs, surroundings.environment());
    }

    private LocalSshAgents sshAgents() throws PlanException {
        List<SshSpec> specs = ssh.stream().map(SshSpec::parse).toList();
        return LocalSshAgents.of(specs, surroundings.variable("SSH_AUTH_SOCK"));
    }

    private String sourcePolicy() throws IOException {
        Optional<String> path = surroundings.variable("EXPERIMENTAL_BUILDKIT_SOURCE_POLICY");
        return path.isPresent() ? Files.readString(Path.of(path.get())) : "";
    }
}
