package io.jenkins.plugins.multiplatform.auth;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One way to identify that a registry offers in {@code WWW-Authenticate}.
 *
 * @param scheme lower case: {@code bearer}, {@code basic}
 * @param parameters by lower-case name; of a repeated name the first counts
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110, 11.6.1</a>
 */
public record Challenge(String scheme, Map<String, String> parameters) {
    public Challenge {
        scheme = scheme.toLowerCase(Locale.ROOT);
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads all challenges of all header lines, in their order. What is not a challenge is left out: the header comes
     * from a stranger, and one that offers nothing readable offers nothing.
     */
    public static List<Challenge> parse(List<String> headerLines) {
        return headerLines.stream()
                .flatMap(line -> new ChallengeParser(line).parse().stream())
                .toList();
    }

    public boolean isBearer() {
        return scheme.equals("bearer");
    }

    public boolean isBasic() {
        return scheme.equals("basic");
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
    }
}
