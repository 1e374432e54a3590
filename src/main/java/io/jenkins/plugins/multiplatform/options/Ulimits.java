package io.jenkins.plugins.multiplatform.options;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Limits for the processes of RUN steps.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/container/run/#ulimit">docker run --ulimit</a>
 */
final class Ulimits {
    private static final Set<String> NAMES = Set.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    private Ulimits() {}

    /** Sorted by name, so that equal requests are equal. */
    static List<String> parse(List<String> written) throws InvalidOptionException {
        TreeMap<String, String> limits = new TreeMap<>();
        for (String limit : written) {
            try {
                int equals = limit.indexOf('=');
                if (equals < 0) {
                    throw new InvalidOptionException("invalid ulimit argument: " + limit);
                }
                String name = limit.substring(0, equals);
                if (!NAMES.contains(name)) {
                    throw new InvalidOptionException("invalid ulimit type: " + name);
                }
                limits.put(name, values(limit.substring(equals + 1)));
            } catch (InvalidOptionException e) {
                throw new InvalidOptionException(
                        "invalid argument \"" + limit + "\" for \"--ulimit\" flag: " + e.getMessage(), e);
            }
        }
        return limits.entrySet().stream()
                .map(limit -> limit.getKey() + "=" + limit.getValue())
                .toList();
    }

    private static String values(String text) throws InvalidOptionException {
        String[] parts = text.split(":", -1);
        if (parts.length > 2) {
            throw new InvalidOptionException(
                    "too many limit value arguments - " + text + ", can only have up to two, `soft[:hard]`");
        }
        long soft = number(parts[0]);
        long hard = parts.length == 2 ? number(parts[1]) : soft;
        if (hard != -1 && soft == -1) {
            throw new InvalidOptionException("ulimit soft limit must be less than or equal to hard limit: soft: -1"
                    + " (unlimited), hard: " + hard);
        }
        if (hard != -1 && soft > hard) {
            throw new InvalidOptionException(
                    "ulimit soft limit must be less than or equal to hard limit: " + soft + " > " + hard);
        }
        return soft + ":" + hard;
    }

    private static long number(String text) throws InvalidOptionException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidOptionException("strconv.ParseInt: parsing \"" + text + "\": invalid syntax", e);
        }
    }
}
