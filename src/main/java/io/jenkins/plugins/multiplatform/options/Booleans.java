package io.jenkins.plugins.multiplatform.options;

import java.util.Optional;

/** Truth values as Go's programs take them. */
final class Booleans {
    private Booleans() {}

    /** Empty for anything else. */
    static Optional<Boolean> parse(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
