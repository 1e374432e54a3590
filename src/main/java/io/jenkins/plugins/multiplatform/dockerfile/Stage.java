package io.jenkins.plugins.multiplatform.dockerfile;

import io.jenkins.plugins.multiplatform.platform.GoQuote;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A build stage, from its {@code FROM} to the next.
 *
 * @param index from 0
 * @param name in lower case; empty for a stage without one
 * @param base image or earlier stage as written, variables included
 * @param platform what {@code --platform} says as written; empty without it
 * @param instructions those after {@code FROM}
 */
public record Stage(int index, String name, String base, String platform, int line, List<Instruction> instructions)
        implements Serializable {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]*");

    public Stage {
        instructions = List.copyOf(instructions);
    }

    static Stage parse(int index, Instruction from, List<Instruction> instructions) throws InvalidDockerfileException {
        List<String> words = Words.onSpaces(from.arguments());
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
        if (!named && words.size() != 1) {
            throw InvalidDockerfileException.onLine(from.line(), "FROM requires either one or three arguments");
        }
        String name = named ? words.get(2).toLowerCase(Locale.ROOT) : "";
        if (named && !NAME.matcher(name).matches()) {
            throw InvalidDockerfileException.onLine(
                    from.line(),
                    "invalid name for build stage: " + GoQuote.quote(words.get(2))
                            + ", name can't start with a number or contain symbols");
        }
        if (from.flags().contains("--platform")) {
            throw InvalidDockerfileException.onLine(from.line(), "missing a value on flag: --platform");
        }
        String platform = from.flag("platform").orElse("");
        return new Stage(index, name, words.get(0), platform, from.line(), instructions);
    }

    /** The name, or BuildKit's name for a stage without one: {@code stage-0}. */
    public String displayName() {
        return name.isEmpty() ? "stage-" + index : name;
    }
}
