package io.jenkins.plugins.multiplatform.dockerfile;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One instruction, its continuation lines joined.
 *
 * @param keyword in capitals
 * @param flags those before the arguments, {@code --from=build}, without quotes
 * @param arguments what follows the flags, as written; without the text of heredocs
 * @param line of its keyword, the first line being 1
 */
public record Instruction(String keyword, List<String> flags, String arguments, int line) implements Serializable {
    private static final Set<String> KNOWN = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Set<String> WITH_HEREDOCS = Set.of("ADD", "COPY", "RUN");

    public Instruction {
        flags = List.copyOf(flags);
    }

    /** @param text the joined line, without heredocs */
    static Instruction parse(String text, char escape, int line) {
        String trimmed = GoSpace.strip(text);
        int end = Words.indexOfSpace(trimmed);
        String keyword = trimmed.substring(0, end).toUpperCase(Locale.ROOT);
        FlagReader flags = new FlagReader(trimmed.substring(end), escape);
        return new Instruction(keyword, flags.flags(), GoSpace.strip(flags.rest()), line);
    }

    boolean isKnown() {
        return KNOWN.contains(keyword);
    }

    boolean is(String name) {
        return keyword.equals(name);
    }

    /** The instruction that {@code ONBUILD} puts off. */
    Instruction trigger(char escape) {
        return parse(arguments, escape, line);
    }

    boolean canHaveHeredocs(char escape) {
        return WITH_HEREDOCS.contains(keyword)
                || is("ONBUILD") && WITH_HEREDOCS.contains(trigger(escape).keyword());
    }

    /** The value of a flag, of its last use; empty where the flag is absent. */
    Optional<String> flag(String name) {
        String prefix = "--" + name + "=";
        return flags.stream()
                .filter(flag -> flag.startsWith(prefix))
                .map(flag -> flag.substring(prefix.length()))
                .reduce((first, second) -> second);
    }

    @Override
    public String toString() {
        return keyword + " " + arguments;
    }
}
