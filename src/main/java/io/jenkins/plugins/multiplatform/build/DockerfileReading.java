package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.dockerfile.BaseImage;
import io.jenkins.plugins.multiplatform.dockerfile.BuildTarget;
import io.jenkins.plugins.multiplatform.dockerfile.Dockerfile;
import io.jenkins.plugins.multiplatform.dockerfile.Finding;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.DockerfileEmulation;
import io.jenkins.plugins.multiplatform.plan.Emulation;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a Dockerfile means for one request: what would be emulated, what is doubtful, which registries it names. */
final class DockerfileReading {
    private final Dockerfile dockerfile;
    private final BuildInput input;

    DockerfileReading(ContextFacts facts, BuildInput input) throws PlanException {
        this.input = input;
        try {
            dockerfile = Dockerfile.parse(facts.text());
        } catch (InvalidDockerfileException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    Emulation emulation() {
        return new DockerfileEmulation(dockerfile, input.target(), input.buildArgs());
    }

    List<Finding> findings(Platform platform) {
        try {
            return dockerfile.findings(target(platform));
        } catch (InvalidDockerfileException e) {
            // BuildKit will say it, with the line.
            return List.of();
        }
    }

    /** The images that the Dockerfile starts from, each once; those that can't be named can't be pulled either. */
    Set<Reference> baseImages(BuildPlan plan) {
        Set<Reference> images = new HashSet<>();
        for (PlannedPlatform place : plan.platforms()) {
            try {
                for (BaseImage image : dockerfile.baseImages(target(place.platform()))) {
                    images.add(Reference.parseNormalized(image.reference()));
                }
            } catch (InvalidDockerfileException | InvalidReferenceException e) {
                continue;
            }
        }
        return images;
    }

    private BuildTarget target(Platform platform) {
        return BuildTarget.of(platform, platform).withStage(input.target()).withBuildArgs(input.buildArgs());
    }
}
