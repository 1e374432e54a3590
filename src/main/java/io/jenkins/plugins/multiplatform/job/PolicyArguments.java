package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.plan.EmulationPolicy;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.RunPolicy;
import io.jenkins.plugins.multiplatform.plan.TimeLimit;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.time.Duration;
import java.util.List;

/**
 * What a run does when things take long or fail, as a job's author wrote it.
 *
 * @param emulation a policy's name; empty for the default
 * @param optional platforms without list separators
 * @param timeout for one attempt at one platform, such as {@code 90s}, {@code 30m} or {@code 2h}; a number alone is
 *     minutes; empty for none
 * @param stallTimeout for a RUN instruction that writes nothing, written in the same way; empty for none
 */
public record PolicyArguments(
        String emulation,
        List<String> optional,
        int retries,
        String timeout,
        boolean failFast,
        int maxParallel,
        String stallTimeout) {
    public PolicyArguments {
        optional = List.copyOf(optional);
    }

    /** Nothing said. */
    public static PolicyArguments none() {
        return new PolicyArguments("", List.of(), 0, "", false, 0, "");
    }

    /** Checks it all. */
    public RunPolicy toPolicy() throws InvalidArgumentException {
        if (retries < 0 || maxParallel < 0) {
            throw new InvalidArgumentException((retries < 0 ? "retries: " + retries : "maxParallel: " + maxParallel)
                    + " is negative; 0 stands for " + (retries < 0 ? "none" : "no limit"));
        }
        try {
            PlatformList.parse(optional);
        } catch (InvalidPlatformException e) {
            throw new InvalidArgumentException("optional: " + e.getMessage(), e);
        }
        return new RunPolicy(
                policy(),
                optional,
                retries,
                limit("timeout", timeout),
                failFast,
                maxParallel,
                limit("stallTimeout", stallTimeout));
    }

    private EmulationPolicy policy() throws InvalidArgumentException {
        try {
            return emulation.isEmpty() ? EmulationPolicy.WARN : EmulationPolicy.parse(emulation);
        } catch (PlanException e) {
            throw new InvalidArgumentException(e.getMessage(), e);
        }
    }

    private static Duration limit(String option, String written) throws InvalidArgumentException {
        try {
            return TimeLimit.parse(option, written);
        } catch (PlanException e) {
            throw new InvalidArgumentException(e.getMessage(), e);
        }
    }
}
