package io.jenkins.plugins.multiplatform.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What to do about a platform that only emulation can build. */
public enum EmulationPolicy {
    /** The plan fails. */
    FORBID,
    /** It is built, and the log says that it is slow and what would make it fast. */
    WARN,
    /** It is built without a word. */
    ALLOW;

    /** @throws PlanException naming the valid values */
    public static EmulationPolicy parse(String value) throws PlanException {
        for (EmulationPolicy policy : values()) {
            if (policy.toString().equalsIgnoreCase(value.strip())) {
                return policy;
            }
        }
        throw new PlanException("invalid emulation policy \"" + value + "\": valid are "
                + Arrays.stream(values()).map(EmulationPolicy::toString).collect(Collectors.joining(", ")));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
