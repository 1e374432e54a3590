package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.dockerfile.BaseImage;
import io.jenkins.plugins.multiplatform.dockerfile.BuildTarget;
import io.jenkins.plugins.multiplatform.dockerfile.Dockerfile;
import io.jenkins.plugins.multiplatform.dockerfile.Finding;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BaseImages;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.DockerfileEmulation;
import io.jenkins.plugins.multiplatform.plan.Emulation;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a Dockerfile means for one request: what would be emulated, what is doubtful, which registries it names. */
final class DockerfileReading {
    /** The build argument that names a frontend in place of the Dockerfile's own choice. */
    private static final String SYNTAX = "BUILDKIT_SYNTAX";

    private final Optional<Dockerfile> dockerfile;
    private final BuildInput input;

    DockerfileReading(ContextFacts facts, BuildInput input) throws PlanException {
        this.input = input;
        dockerfile = facts.text().isEmpty() ? Optional.empty() : Optional.of(DockerfileText.parse(facts.text()));
    }

    Emulation emulation(BaseImages images) {
        if (dockerfile.isEmpty()) {
            return (platform, natives) -> Optional.of("cannot tell: the Dockerfile is fetched by the node");
        }
        return new DockerfileEmulation(
                dockerfile.get(), input.target(), input.buildArgs(), asked -> onBuild(asked, images));
    }

    /** Of what the names stand for in this build. */
    private Map<BaseImage, List<String>> onBuild(Collection<BaseImage> asked, BaseImages images)
            throws InterruptedException {
        Map<BaseImage, BaseImage> real = new HashMap<>();
        for (BaseImage image : asked) {
            input.options()
                    .contexts()
                    .image(image.reference(), image.platform())
                    .ifPresent(name -> real.put(image, new BaseImage(name, image.platform(), 0)));
        }
        Map<BaseImage, List<String>> known = real.isEmpty() ? Map.of() : images.onBuild(Set.copyOf(real.values()));
        Map<BaseImage, List<String>> found = new HashMap<>();
        real.forEach((image, named) -> {
            if (known.containsKey(named)) {
                found.put(image, known.get(named));
            }
        });
        return found;
    }

    /** Names of the stages for the platform that run nothing, where any other platform builds it. */
    Set<String> silentStages(Platform platform) {
        Platform other = Platform.of("linux", platform.architecture().equals("amd64") ? "arm64" : "amd64");
        try {
            return dockerfile.isEmpty()
                    ? Set.of()
                    : dockerfile
                            .get()
                            .silentStages(BuildTarget.of(other, platform)
                                    .withStage(input.target())
                                    .withBuildArgs(input.buildArgs()));
        } catch (InvalidDockerfileException e) {
            return Set.of();
        }
    }

    List<Finding> findings(Platform platform) {
        try {
            return dockerfile.isEmpty() ? List.of() : dockerfile.get().findings(target(platform));
        } catch (InvalidDockerfileException e) {
            // BuildKit will say it, with the line.
            return List.of();
        }
    }

    /** What some platform takes from the build context; empty if that can't be told, and for all of it. */
    List<String> contextSources(List<Platform> platforms) {
        Set<String> sources = new TreeSet<>();
        for (Platform platform : platforms.isEmpty() ? List.of(Platform.of("linux", "amd64")) : platforms) {
            Optional<List<String>> found = contextSources(platform);
            if (found.isEmpty() || found.get().contains(".")) {
                return List.of();
            }
            sources.addAll(found.get());
        }
        return List.copyOf(sources);
    }

    private Optional<List<String>> contextSources(Platform platform) {
        try {
            return dockerfile.isEmpty() ? Optional.empty() : dockerfile.get().contextSources(target(platform));
        } catch (InvalidDockerfileException e) {
            return Optional.empty();
        }
    }

    /** Whether images of any name may be asked for, since nobody has read the Dockerfile yet. */
    boolean isUnknown() {
        return dockerfile.isEmpty();
    }

    /** The images that the Dockerfile names, of its stages and of the frontend that reads it, each once. */
    Set<Reference> images(BuildPlan plan) {
        Set<Reference> images = new HashSet<>();
        String syntax = input.buildArgs().getOrDefault(SYNTAX, "").strip();
        if (!syntax.isEmpty()) {
            add(syntax.split(" ", 2)[0], images);
        }
        if (dockerfile.isEmpty()) {
            return images;
        }
        dockerfile.get().syntax().ifPresent(frontend -> add(frontend, images));
        for (PlannedPlatform place : plan.platforms()) {
            try {
                for (BaseImage image : dockerfile.get().baseImages(target(place.platform()))) {
                    add(image.reference(), images);
                }
            } catch (InvalidDockerfileException e) {
                continue;
            }
        }
        return images;
    }

    /** One that can't be named can't be pulled either. */
    private static void add(String image, Set<Reference> images) {
        try {
            images.add(Reference.parseNormalized(image));
        } catch (InvalidReferenceException e) {
            return;
        }
    }

    private BuildTarget target(Platform platform) {
        return BuildTarget.of(platform, platform).withStage(input.target()).withBuildArgs(input.buildArgs());
    }
}
