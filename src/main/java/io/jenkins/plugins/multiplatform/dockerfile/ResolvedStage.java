package io.jenkins.plugins.multiplatform.dockerfile;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stage as it is for one target: its platform, what it needs, what it executes. Filled by {@link StageGraph}. */
final class ResolvedStage {
    private final Stage stage;
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Integer> needs = new ArrayList<>();
    private final List<BaseImage> images = new ArrayList<>();
    private final List<Instruction> fromImage = new ArrayList<>();
    private Optional<BaseImage> base = Optional.empty();
    private Optional<Platform> platform = Optional.empty();
    private Optional<String> unknown = Optional.empty();

    private final List<Instruction> onBuild;

    ResolvedStage(Stage stage) {
        this.stage = stage;
        this.onBuild = stage.instructions().stream()
                .filter(instruction -> instruction.is("ONBUILD"))
                .toList();
    }

    Stage stage() {
        return stage;
    }

    /** The stage's own, after what {@code ONBUILD} of its base adds. */
    List<Instruction> instructions() {
        return instructions;
    }

    /** What the stages that start from this one run first. */
    List<Instruction> onBuild() {
        return onBuild;
    }

    /** Indexes of the stages that it starts from or takes files from. */
    List<Integer> needs() {
        return needs;
    }

    /** Starts from an image that is no stage and not empty. */
    void setBase(BaseImage image, List<Instruction> triggers) {
        base = Optional.of(image);
        images.add(image);
        fromImage.addAll(triggers);
        instructions.addAll(triggers);
    }

    Optional<BaseImage> base() {
        return base;
    }

    /** The image whose {@code ONBUILD} it comes from. */
    Optional<BaseImage> origin(Instruction instruction) {
        return base.filter(image -> fromImage.stream().anyMatch(trigger -> trigger == instruction));
    }

    List<BaseImage> images() {
        return images;
    }

    /** Empty where it cannot be told; then {@link #unknown()} says why. */
    Optional<Platform> platform() {
        return platform;
    }

    void setPlatform(Platform known) {
        platform = Optional.of(known);
    }

    /** The first thing that this reading could not tell about the stage. */
    Optional<String> unknown() {
        return unknown;
    }

    void addUnknown(String why) {
        unknown = unknown.or(() -> Optional.of("stage " + stage.displayName() + ": " + why));
    }

    void inheritUnknown(ResolvedStage base) {
        unknown = unknown.or(base::unknown);
    }

    Optional<Instruction> firstRun() {
        return instructions.stream()
                .filter(instruction -> instruction.is("RUN"))
                .findFirst();
    }
}
