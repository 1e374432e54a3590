package io.jenkins.plugins.multiplatform.dockerfile;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the instructions of some stages take from the build context. */
final class ContextSources {
    private static final Pattern REMOTE = Pattern.compile("(?i)(https?|git|ssh)://.*|git@.*|.*\\.git(#.*)?");

    private ContextSources() {}

    /** Patterns below the context's root; {@code .} stands for all of it. */
    static List<String> of(List<Stage> stages) throws CannotTellException {
        List<String> sources = new ArrayList<>();
        for (Stage stage : stages) {
            for (Instruction instruction : stage.instructions()) {
                boolean copies = instruction.is("COPY") || instruction.is("ADD");
                if (copies && instruction.flag("from").isEmpty()) {
                    add(instruction, sources);
                } else if (instruction.is("RUN")
                        && instruction.flags().stream().anyMatch(ContextSources::mountsContext)) {
                    throw cannotTell(instruction);
                }
            }
        }
        return sources;
    }

    private static boolean mountsContext(String flag) {
        return flag.startsWith("--mount=") && !flag.contains("type=") || flag.contains("type=bind");
    }

    private static void add(Instruction instruction, List<String> sources) throws CannotTellException {
        List<String> words = words(instruction);
        for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
            if (word.indexOf('$') >= 0) {
                throw cannotTell(instruction);
            }
            boolean heredoc = word.startsWith("<<");
            if (!heredoc && !(instruction.is("ADD") && REMOTE.matcher(word).matches())) {
                String relative = word.replaceFirst("^(\\./|/)+", "");
                sources.add(relative.isEmpty() ? "." : relative);
            }
        }
    }

    /** Sources and destination. */
    static List<String> words(Instruction instruction) throws CannotTellException {
        String arguments = instruction.arguments().strip();
        if (!arguments.startsWith("[")) {
            return List.of(arguments.lines().findFirst().orElse("").split("\\s+"));
        }
        try {
            List<String> words = new ArrayList<>();
            for (JsonElement word : JsonParser.parseString(arguments).getAsJsonArray()) {
                words.add(word.getAsString());
            }
            return words;
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw cannotTell(instruction);
        }
    }

    private static CannotTellException cannotTell(Instruction instruction) {
        return new CannotTellException(
                instruction.keyword() + " on line " + instruction.line() + " takes files from the build context");
    }
}
