package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.TimeLimit;
import java.util.List;
import picocli.CommandLine.Option;

/** What a build does when things take long or fail. */
final class PolicyFlags {
    @Option(names = "--emulation", description = "forbid, warn or allow.", defaultValue = "warn")
    private String emulation;

    @Option(names = "--optional", description = "Platforms that may fail: the tag moves without them.")
    private List<String> optional = List.of();

    @Option(names = "--retries", description = "How often a platform that failed is built again.", defaultValue = "0")
    private int retries;

    @Option(
            names = "--timeout",
            description = "For one attempt at one platform: 90s, 30m or 2h; a number alone is minutes.",
            defaultValue = "")
    private String timeout;

    @Option(names = "--fail-fast", description = "The first platform that fails ends the others.")
    private boolean failFast;

    @Option(names = "--max-parallel", description = "Platforms built at once; 0 for all.", defaultValue = "0")
    private int maxParallel;

    @Option(
            names = "--stall-timeout",
            description = "How long a RUN instruction may write nothing, as --timeout is written; it ends long pushes"
                    + " too.",
            defaultValue = "")
    private String stallTimeout;

    RunPolicy policy() throws PlanException {
        requireNatural("--retries", retries, "none");
        requireNatural("--max-parallel", maxParallel, "no limit");
        return new RunPolicy(
                EmulationPolicy.parse(emulation),
                optional,
                retries,
                TimeLimit.parse(timeout),
                failFast,
                maxParallel,
                TimeLimit.parse("--stall-timeout", stallTimeout));
    }

    private static void requireNatural(String flag, int value, String zero) throws PlanException {
        if (value < 0) {
            throw new PlanException(flag + ": " + value + " is negative; 0 stands for " + zero);
        }
    }
}
