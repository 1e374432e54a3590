package io.jenkins.plugins.multiplatform.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names from which an instruction takes files: other stages, images, named contexts. */
final class StageSources {
    private StageSources() {}

    /**
     * @param name as written; a number names a stage only where {@code numbered}
     */
    record Source(String name, boolean numbered, int line) {}

    static List<Source> of(Instruction instruction) throws CannotTellException {
        List<Source> sources = new ArrayList<>();
        if (instruction.is("COPY")) {
            Optional<String> from = instruction.flag("from").filter(value -> !value.isEmpty());
            if (from.isPresent()) {
                sources.add(new Source(withoutVariable(from.get(), instruction), true, instruction.line()));
            }
        } else if (instruction.is("RUN")) {
            for (String flag : instruction.flags()) {
                Optional<String> from = mountSource(flag);
                if (from.isPresent()) {
                    sources.add(new Source(withoutVariable(from.get(), instruction), false, instruction.line()));
                }
            }
        }
        return sources;
    }

    private static Optional<String> mountSource(String flag) {
        if (!flag.startsWith("--mount=")) {
            return Optional.empty();
        }
        for (String field : flag.substring("--mount=".length()).split(",")) {
            String plain = field.replace("\"", "").strip();
            if (plain.regionMatches(true, 0, "from=", 0, 5) && plain.length() > 5) {
                return Optional.of(plain.substring(5));
            }
        }
        return Optional.empty();
    }

    private static String withoutVariable(String name, Instruction instruction) throws CannotTellException {
        if (name.indexOf('$') >= 0) {
            throw new CannotTellException(
                    instruction.keyword() + " on line " + instruction.line() + " takes files from " + name);
        }
        return name;
    }
}
