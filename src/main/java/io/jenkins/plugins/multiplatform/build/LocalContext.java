package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextCheck;
import io.jenkins.plugins.multiplatform.dockerfile.BaseImage;
import io.jenkins.plugins.multiplatform.dockerfile.BuildTarget;
import io.jenkins.plugins.multiplatform.dockerfile.Dockerfile;
import io.jenkins.plugins.multiplatform.dockerfile.Finding;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.DockerfileEmulation;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A build context on this machine, with the Dockerfile that says what to do with it. */
final class LocalContext implements BuildContext {
    /** The frontend's name for the folder that has the Dockerfile. */
    static final String DOCKERFILE = "dockerfile";

    private final Path folder;
    private final Path path;
    private final Dockerfile dockerfile;

    private LocalContext(Path folder, Path path, Dockerfile dockerfile) {
        this.folder = folder;
        this.path = path;
        this.dockerfile = dockerfile;
    }

    /** @throws PlanException if either is missing or unreadable, or the Dockerfile is none */
    static LocalContext open(BuildInput input) throws PlanException {
        if (input.context().isBlank()) {
            throw new PlanException("please specify build context (e.g. \".\" for the current directory)");
        }
        Path folder = Path.of(input.context());
        Path path = input.dockerfile().isEmpty() ? folder.resolve("Dockerfile") : Path.of(input.dockerfile());
        try {
            Path found = ContextCheck.verify(folder, path).toAbsolutePath();
            Dockerfile dockerfile = Dockerfile.parse(Files.readString(found, StandardCharsets.UTF_8));
            UnreadableFiles.refuse(folder, found, dockerfile, input);
            ContextFolders.check(input.options().contexts());
            return new LocalContext(folder.toAbsolutePath(), found, dockerfile);
        } catch (IOException | InvalidDockerfileException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    /** A Dockerfile of this machine for a context that is none. */
    static LocalContext ofDockerfile(Path path) throws PlanException {
        try {
            Path folder = path.toAbsolutePath().getParent();
            Path found = ContextCheck.verify(folder, path).toAbsolutePath();
            Dockerfile dockerfile = Dockerfile.parse(Files.readString(found, StandardCharsets.UTF_8));
            return new LocalContext(folder, found, dockerfile);
        } catch (IOException | InvalidDockerfileException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    @Override
    public Map<String, String> attributes() {
        return Map.of("filename", String.valueOf(path.getFileName()));
    }

    LocalSource dockerfileSource() throws IOException {
        return FolderSource.of(path.resolveSibling("."));
    }

    @Override
    public List<String> notes(int platforms) {
        return List.of();
    }

    @Override
    public Map<String, LocalSource> sources(BuildInput input) throws PlanException {
        try {
            Map<String, LocalSource> sources =
                    new HashMap<>(ContextFolders.sources(input.options().contexts()));
            sources.put("context", FolderSource.of(folder));
            sources.put(DOCKERFILE, dockerfileSource());
            return sources;
        } catch (IOException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    @Override
    public String sharedKey(BuildInput input, String scope) {
        String key = scope
                + '\0'
                + folder.normalize()
                + ContextFolders.key(input.options().contexts());
        return Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Override
    public DockerfileEmulation emulation(BuildInput input) {
        return new DockerfileEmulation(dockerfile, input.target(), input.buildArgs());
    }

    @Override
    public List<Finding> findings(Platform platform, BuildInput input) {
        try {
            return dockerfile.findings(target(platform, platform, input));
        } catch (InvalidDockerfileException e) {
            // BuildKit will say it, with the line.
            return List.of();
        }
    }

    @Override
    public Set<String> registryHosts(BuildPlan plan, BuildInput input) {
        Set<String> hosts = new HashSet<>();
        for (PlannedPlatform place : plan.platforms()) {
            try {
                for (BaseImage image : dockerfile.baseImages(target(place.platform(), place.platform(), input))) {
                    hosts.add(Reference.parseNormalized(image.reference()).domain());
                }
            } catch (InvalidDockerfileException | InvalidReferenceException e) {
                // An image that can't be named here can't be pulled with a password either.
                continue;
            }
        }
        return hosts;
    }

    private static BuildTarget target(Platform build, Platform target, BuildInput input) {
        return BuildTarget.of(build, target).withStage(input.target()).withBuildArgs(input.buildArgs());
    }
}
