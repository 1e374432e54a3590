package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildListener;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.Checkpoints;
import io.jenkins.plugins.multiplatform.build.ClientServices;
import io.jenkins.plugins.multiplatform.build.DockerfileCheck;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.LocalOutputs;
import io.jenkins.plugins.multiplatform.build.LocalSecrets;
import io.jenkins.plugins.multiplatform.build.LocalSshAgents;
import io.jenkins.plugins.multiplatform.build.MirrorRule;
import io.jenkins.plugins.multiplatform.build.MultiPlatformBuild;
import io.jenkins.plugins.multiplatform.build.RegistryAccess;
import io.jenkins.plugins.multiplatform.build.WorkspaceFiles;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.buildkit.progress.PlainProgress;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.options.Annotation;
import io.jenkins.plugins.multiplatform.options.BuildOptions;
import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.options.PolicyOption;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.OutputList;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.SecretSpec;
import io.jenkins.plugins.multiplatform.plan.SshSpec;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            names = {"-o", "--output"},
            description = "DEST, or type=TYPE[,dest=DEST][,KEY=VALUE]; TYPE is local, tar, oci, docker, image, registry"
                    + " or cacheonly; DEST - is standard output.")
    private List<String> outputs = List.of();

    @Option(names = "--load", description = "Puts the image into the engine that built it.")
    private boolean load;

    @Option(names = "--check", description = "Looks for faults in the Dockerfile; builds nothing.")
    private boolean check;

    @Option(
            names = {"-f", "--file"},
            description = "The Dockerfile: a path, an address, or - for standard input.",
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

    @Option(
            names = "--policy",
            description = "disabled=true passes over a policy beside the Dockerfile, which is not evaluated here.")
    private List<String> policies = List.of();

    @Option(names = "--no-cache", description = "Builds every step anew.")
    private boolean noCache;

    @Option(names = "--no-cache-filter", description = "A stage to build anew.")
    private List<String> noCacheFilter = List.of();

    @Option(names = "--cache-from", description = "Where results of earlier builds are.")
    private List<String> cacheFrom = List.of();

    @Option(names = "--cache-to", description = "Where results are kept for later builds.")
    private List<String> cacheTo = List.of();

    @Option(names = "--build-context", description = "NAME[::PLATFORM]=VALUE: a further context.")
    private List<String> contexts = List.of();

    @Option(names = "--annotation", description = "[LEVEL[PLATFORM]:]KEY=VALUE.")
    private List<String> annotations = List.of();

    @Option(names = "--pull", description = "Asks the registries for newer base images.")
    private boolean pull;

    @Option(names = "--builder", description = "The builder to use.", defaultValue = "")
    private String builder;

    @Mixin
    private PolicyFlags policy = new PolicyFlags();

    @Mixin
    private StepFlags steps = new StepFlags();

    @Mixin
    private AttestationFlags attestations = new AttestationFlags();

    @Mixin
    private ResumeFlag resume = new ResumeFlag();

    @Mixin
    private ResultFlags results = new ResultFlags();

    @Mixin
    private RegistryOptions registries = new RegistryOptions();

    @Parameters(paramLabel = "PATH", description = "The build context.")
    private String context;

    BuildCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call()
            throws PlanException, BuilderException, BuildException, RegistryException, InvalidOptionException,
                    IOException, InterruptedException {
        OutputList written = OutputList.of(outputs, push, tags);
        OutputList wanted = load ? written.withoutKept() : written;
        BuildRequest request = new BuildRequest(
                platforms(),
                input(load || wanted.load()),
                wanted.tags(),
                wanted.push(),
                policy.policy(),
                "",
                wanted.outputs());
        BuilderInstance instance = surroundings.builder(builder);
        BuildListener listener = results.listener(surroundings);
        if (check) {
            return check(request, instance);
        }
        Checkpoints checkpoints = resume.checkpoints(request);
        results.prepare();
        boolean pipes = wanted.usesStandardOutput();
        try (LocalOutputs received = LocalOutputs.of(
                wanted.outputs(),
                MirrorRule.here(request.input().options().steps().localDelete()),
                Workspace.NONE,
                pipes ? surroundings.pipe().open() : Optional.empty())) {
            MultiPlatformBuild build = new MultiPlatformBuild(
                    instance,
                    new RegistryAccess(registries.settings(), surroundings.credentials()),
                    new ClientServices(secrets(), sshAgents(), received),
                    listener);
            BuildResult result = Interrupts.guard(() -> build.run(request, checkpoints));
            results.tell(result, instance.name(), pipes ? surroundings.withTextsOnStandardError() : surroundings);
            resume.end();
            return 0;
        }
    }

    /** @return what the frontend says that a command should end with */
    private int check(BuildRequest request, BuilderInstance instance)
            throws BuildException, InvalidOptionException, RegistryException, InterruptedException {
        ProgressListener progress =
                results.mode() == ProgressMode.PLAIN ? new PlainProgress(surroundings.err()::println) : event -> {};
        DockerfileCheck work =
                new DockerfileCheck(instance, new RegistryAccess(registries.settings(), surroundings.credentials()));
        LintReport report = Interrupts.guard(() -> work.run(request, progress));
        surroundings.out().print(report.text());
        surroundings.out().flush();
        if (!report.error().isEmpty()) {
            throw new BuildException(report.error());
        }
        return report.status();
    }

    private BuildInput input(boolean loads) throws PlanException, InvalidOptionException, IOException {
        return DockerfileFlag.apply(file, BuildInput.of(context), surroundings.in())
                .withTarget(target)
                .withBuildArgs(BuildArguments.of(buildArgs, surroundings))
                .withLabels(BuildArguments.pairs(labels, "label"))
                .withNoCache(noCache)
                .withPull(pull)
                .withSourcePolicy(sourcePolicy())
                .withOptions(BuildOptions.STANDARD
                        .withSteps(steps.options())
                        .withContexts(NamedContexts.parse(contexts))
                        .withAttestations(attestations.options(surroundings))
                        .withAnnotations(Annotation.parse(annotations))
                        .withCaches(CacheOptions.parse(cacheFrom, cacheTo, noCacheFilter))
                        .withPolicyDisabled(PolicyOption.isDisabled(policies))
                        .withAsksProvenance(results.writesMetadata())
                        .withLoad(loads));
    }

    private List<String> platforms() {
        if (!platforms.isEmpty()) {
            return platforms;
        }
        return surroundings.variable("DOCKER_DEFAULT_PLATFORM").map(List::of).orElse(List.of());
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

    private String sourcePolicy() throws PlanException {
        Optional<String> path = surroundings.variable("EXPERIMENTAL_BUILDKIT_SOURCE_POLICY");
        return path.isPresent() ? WorkspaceFiles.sourcePolicy(Workspace.NONE, Path.of(path.get())) : "";
    }
}
