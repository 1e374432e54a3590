package io.jenkins.plugins.multiplatform.options;

import java.util.Optional;

/**
 * Truth values as Go's programs take them; everything that Docker's tools write as true or false is read here.
 *
 * @see <a href="https://pkg.go.dev/strconv#ParseBool">the spellings</a>
 */
public final class Booleans {
    private Booleans() {}

    /** Empty for anything else. */
    public static Optional<Boolean> parse(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /**
     * Reads an attribute of an exporter.
     *
     * @throws InvalidOptionException in BuildKit's words
     */
    public static boolean require(String name, String text) throws InvalidOptionException {
        return parse(text)
                .orElseThrow(() -> new InvalidOptionException("non-bool value specified for " + name
                        + ": strconv.ParseBool: parsing \"" + text + "\": invalid syntax"));
    }
}
