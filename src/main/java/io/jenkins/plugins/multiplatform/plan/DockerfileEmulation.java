package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.dockerfile.BaseImage;
import io.jenkins.plugins.multiplatform.dockerfile.BuildTarget;
import io.jenkins.plugins.multiplatform.dockerfile.Dockerfile;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.dockerfile.StrategyReading;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the need for emulation off a Dockerfile; what it can't read counts as needing it. */
public final class DockerfileEmulation implements Emulation {
    private final Dockerfile dockerfile;
    private final String stage;
    private final Map<String, String> buildArgs;
    private final BaseImages images;
    private final Map<BaseImage, List<String>> onBuild = new HashMap<>();

    /** @param stage the target; empty for the last one */
    public DockerfileEmulation(Dockerfile dockerfile, String stage, Map<String, String> buildArgs) {
        this(dockerfile, stage, buildArgs, BaseImages.UNKNOWN);
    }

    /** @param images asked only where nothing else would be emulated, each image once */
    public DockerfileEmulation(Dockerfile dockerfile, String stage, Map<String, String> buildArgs, BaseImages images) {
        this.images = images;
        this.dockerfile = dockerfile;
        this.stage = stage;
        this.buildArgs = Map.copyOf(buildArgs);
    }

    @Override
    public Optional<String> need(Platform target, List<Platform> natives) {
        try {
            StrategyReading reading = read(new BuildTarget(natives.get(0), natives, target, stage, buildArgs));
            return reading.strategy() == StrategyReading.Strategy.CROSS
                    ? Optional.empty()
                    : Optional.of(reading.reason());
        } catch (InvalidDockerfileException e) {
            // Not this reading's to refuse: BuildKit will, in its own words and with the line.
            return Optional.of("cannot tell: " + e.getMessage());
        }
    }

    private synchronized StrategyReading read(BuildTarget target) throws InvalidDockerfileException {
        StrategyReading reading = dockerfile.strategy(target, this::known);
        // What an image adds may need a stage that starts from another one.
        while (reading.strategy() == StrategyReading.Strategy.CROSS && learn(target)) {
            reading = dockerfile.strategy(target, this::known);
        }
        return reading;
    }

    private List<String> known(BaseImage image) {
        return onBuild.getOrDefault(image, List.of());
    }

    /** Whether there was an image that had not been asked for. */
    private boolean learn(BuildTarget target) throws InvalidDockerfileException {
        List<BaseImage> unknown = dockerfile.stageImages(target, this::known).stream()
                .distinct()
                .filter(image -> !onBuild.containsKey(image))
                .toList();
        unknown.forEach(image -> onBuild.put(image, List.of()));
        try {
            onBuild.putAll(unknown.isEmpty() ? Map.of() : images.onBuild(unknown));
        } catch (InterruptedException e) {
            // The next who waits for a node ends the run.
            Thread.currentThread().interrupt();
            return false;
        }
        return !unknown.isEmpty();
    }
}
