package io.jenkins.plugins.multiplatform.plan;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as jobs and command lines have them: {@code 90s}, {@code 30m} or {@code 2h}; a number alone is minutes. */
public final class TimeLimit {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})\\s*([smh]?)");

    private TimeLimit() {}

    /** Reads a {@code timeout}; see {@link #parse(String, String)}. */
    public static Duration parse(String written) throws PlanException {
        return parse("timeout", written);
    }

    /**
     * Reads one.
     *
     * @param option its name, for the error
     * @param written blank for none
     * @return zero for none
     */
    public static Duration parse(String option, String written) throws PlanException {
        if (written.isBlank()) {
            return Duration.ZERO;
        }
        Matcher matcher = WRITTEN.matcher(written.strip());
        long amount = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
        if (amount == 0) {
            throw new PlanException("invalid " + option + " \"" + written
                    + "\": give a time such as 90s, 30m or 2h; a number alone is minutes");
        }
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
