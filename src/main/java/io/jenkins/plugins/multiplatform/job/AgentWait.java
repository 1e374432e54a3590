package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.TimeLimit;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long a platform waits for an agent that exists but can't be used now, as a {@code node} block waits in the queue:
 * agents restart, and are switched off at night.
 *
 * @param limit {@link #ENDLESS} for no end
 * @param asked whether the job's author wrote it; then optional platforms wait too
 */
public record AgentWait(Duration limit, boolean asked) {
    /** No end but that of the run. */
    public static final Duration ENDLESS = ChronoUnit.FOREVER.getDuration();

    private static final Duration STANDARD = Duration.ofHours(1);

    /** What holds where nothing is written. */
    public static AgentWait standard() {
        return new AgentWait(STANDARD, false);
    }

    /**
     * Reads the argument {@code agentTimeout}.
     *
     * @param written such as {@code 90s}, {@code 30m} or {@code 2h}; a number alone is minutes; 0 for no end; blank for
     *     the default of one hour
     */
    public static AgentWait parse(String written) throws InvalidArgumentException {
        if (written.isBlank()) {
            return standard();
        }
        if (written.strip().equals("0")) {
            return new AgentWait(ENDLESS, true);
        }
        try {
            return new AgentWait(TimeLimit.parse("agentTimeout", written), true);
        } catch (PlanException e) {
            throw new InvalidArgumentException(e.getMessage() + "; 0 waits without end", e);
        }
    }

    /** How long a platform waits; zero if it doesn't. */
    Duration of(boolean optional) {
        return optional && !asked ? Duration.ZERO : limit;
    }

    /** As logs name it. */
    public static String describe(Duration time) {
        return time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }
}
