package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.dockerfile.BuildTarget;
import io.jenkins.plugins.multiplatform.dockerfile.Dockerfile;
import io.jenkins.plugins.multiplatform.dockerfile.InvalidDockerfileException;
import io.jenkins.plugins.multiplatform.dockerfile.StrategyReading;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the need for emulation off a Dockerfile; what it can't read counts as needing it. */
public final class DockerfileEmulation implements Emulation {
    private final Dockerfile dockerfile;
    private final String stage;
    private final Map<String, String> buildArgs;

    /** @param stage the target; empty for the last one */
    public DockerfileEmulation(Dockerfile dockerfile, String stage, Map<String, String> buildArgs) {
        this.dockerfile = dockerfile;
        this.stage = stage;
        this.buildArgs = Map.copyOf(buildArgs);
    }

    @Override
    public Optional<String> need(Platform target, List<Platform> natives) {
        try {
            StrategyReading reading =
                    dockerfile.strategy(new BuildTarget(natives.get(0), natives, target, stage, buildArgs));
            return reading.strategy() == StrategyReading.Strategy.CROSS
                    ? Optional.empty()
                    : Optional.of(reading.reason());
        } catch (InvalidDockerfileException e) {
            // Not this reading's to refuse: BuildKit will, in its own words and with the line.
            return Optional.of("cannot tell: " + e.getMessage());
        }
    }
}
