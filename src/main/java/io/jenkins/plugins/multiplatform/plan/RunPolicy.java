package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformList;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What a run does when things take long or fail.
 *
 * @param optional platforms as written: the tag moves without those of them that fail
 * @param retries how often a platform that failed is built again, on its own
 * @param timeout for one attempt at one platform; zero for none
 * @param failFast whether the first failure of a platform that is not optional ends the others
 * @param maxParallel how many platforms are built at once; 0 for all
 * @param stallTimeout how long a RUN instruction may write nothing, and a push to a registry that answers may take;
 *     zero for no limit of the former and a generous one of the latter
 */
public record RunPolicy(
        EmulationPolicy emulation,
        List<String> optional,
        int retries,
        Duration timeout,
        boolean failFast,
        int maxParallel,
        Duration stallTimeout)
        implements Serializable {
    public RunPolicy {
        optional = List.copyOf(optional);
    }

    /** Whether a platform is one of those that may fail. */
    public boolean isOptional(Platform platform) {
        try {
            return PlatformList.parse(optional).platforms().contains(platform);
        } catch (InvalidPlatformException e) {
            // The plan says so before anything depends on it.
            return false;
        }
    }

    /** Without a limit for silence. */
    public RunPolicy(
            EmulationPolicy emulation,
            List<String> optional,
            int retries,
            Duration timeout,
            boolean failFast,
            int maxParallel) {
        this(emulation, optional, retries, timeout, failFast, maxParallel, Duration.ZERO);
    }

    public RunPolicy withStallTimeout(Duration limit) {
        return new RunPolicy(emulation, optional, retries, timeout, failFast, maxParallel, limit);
    }

    /** All platforms are required, tried once, without a limit, and none ends the others. */
    public static RunPolicy of(EmulationPolicy emulation) {
        return new RunPolicy(emulation, List.of(), 0, Duration.ZERO, false, 0);
    }
}
