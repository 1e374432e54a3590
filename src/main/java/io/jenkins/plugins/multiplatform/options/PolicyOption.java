package io.jenkins.plugins.multiplatform.options;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is said about policies that buildx evaluates before a build. None is evaluated here, so all that can be said is that
 * none is wanted.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/build/">--policy</a>
 */
public final class PolicyOption {
    private static final Set<String> OTHERS = Set.of("filename", "reset", "strict", "log-level");

    private PolicyOption() {}

    /**
     * Whether a policy beside the Dockerfile may be passed over.
     *
     * @param written as by {@code --policy}; none if nothing is said
     * @throws InvalidOptionException for all but {@code disabled=true}
     */
    public static boolean isDisabled(List<String> written) throws InvalidOptionException {
        for (String value : written) {
            if (!disables(value)) {
                throw new InvalidOptionException(
                        "policy \"" + value + "\": policies are not evaluated here, so that the one"
                                + " value is disabled=true. Build with buildx where a policy has to decide");
            }
        }
        return !written.isEmpty();
    }

    private static boolean disables(String value) throws InvalidOptionException {
        boolean disabled = false;
        for (String field : Csv.fields(value)) {
            int equals = field.indexOf('=');
            String key = equals < 0
                    ? ""
                    : field.substring(0, equals).toLowerCase(Locale.ROOT).strip();
            if (key.equals("disabled")) {
                disabled = Booleans.parse(field.substring(equals + 1))
                        .orElseThrow(() -> new InvalidOptionException("policy: invalid value " + field));
            } else if (OTHERS.contains(key)) {
                return false;
            } else {
                throw new InvalidOptionException("policy: invalid value " + field);
            }
        }
        return disabled;
    }
}
