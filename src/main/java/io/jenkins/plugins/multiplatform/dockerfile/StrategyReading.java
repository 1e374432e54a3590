package io.jenkins.plugins.multiplatform.dockerfile;

import java.io.Serializable;
import java.util.Optional;

/**
 * Whether a build for one platform runs foreign code on its builder.
 *
 * @param line of the first instruction that decides it; 0 where none does
 * @param stage of that instruction; empty where none decides it
 * @param instruction its keyword; empty where none decides it
 * @param reason one sentence for the log
 */
public record StrategyReading(Strategy strategy, String stage, int line, String instruction, String reason)
        implements Serializable {
    /** How the build would go on that builder. */
    public enum Strategy {
        /** Nothing runs for another platform than the builder's own. */
        CROSS,
        /** Some instruction runs for a platform that the builder must emulate. */
        EMULATED,
        /** This reading does not know the file's syntax well enough. */
        UNKNOWN
    }

    static StrategyReading cross() {
        return new StrategyReading(
                Strategy.CROSS, "", 0, "", "cross: nothing runs for a platform other than the builder's own");
    }

    /** @param origin the base image that adds the instruction; empty where the Dockerfile has it */
    static StrategyReading emulated(Stage stage, Instruction instruction, Optional<BaseImage> origin) {
        return new StrategyReading(
                Strategy.EMULATED,
                stage.displayName(),
                instruction.line(),
                instruction.keyword(),
                "stage " + stage.displayName() + " runs " + instruction.keyword()
                        + origin.map(image -> " (ONBUILD of " + image.reference() + ")")
                                .orElse("")
                        + " for a foreign platform: will be emulated");
    }

    static StrategyReading unknown(String why) {
        return new StrategyReading(Strategy.UNKNOWN, "", 0, "", "cannot tell: " + why);
    }
}
