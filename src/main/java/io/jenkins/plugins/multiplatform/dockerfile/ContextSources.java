package io.jenkins.plugins.multiplatform.dockerfile;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the instructions of some stages take from the build context, as BuildKit reads it: quotes and escapes are taken
 * away, and no path leads above the context's root.
 */
final class ContextSources {
    private static final Pattern REMOTE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*");
    private static final Pattern SPACES = Pattern.compile("[\t\u000b\f\r ]+");
    /** What Go reads as a list of strings; Gson would read more. */
    private static final Pattern JSON_LIST =
            Pattern.compile("\\[\\s*(?:\"(?:\\\\.|[^\"\\\\])*+\"\\s*(?:,\\s*\"(?:\\\\.|[^\"\\\\])*+\"\\s*)*+)?\\]");

    private ContextSources() {}

    /** Patterns below the context's root; {@code .} stands for all of it. */
    static List<String> of(List<ResolvedStage> stages, char escape) throws CannotTellException {
        List<String> sources = new ArrayList<>();
        for (ResolvedStage stage : stages) {
            if (stage.unknown().isPresent()) {
                throw new CannotTellException(stage.unknown().get());
            }
            for (Instruction instruction : stage.instructions()) {
                boolean copies = instruction.is("COPY") || instruction.is("ADD");
                if (copies
                        && instruction
                                .flag("from")
                                .filter(from -> !from.isEmpty())
                                .isEmpty()) {
                    add(instruction, escape, sources);
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

    private static void add(Instruction instruction, char escape, List<String> sources) throws CannotTellException {
        List<String> words = words(instruction);
        for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
            boolean heredoc = !isList(instruction) && word.startsWith("<<");
            if (!heredoc && !(instruction.is("ADD") && REMOTE.matcher(word).matches())) {
                sources.add(below(expand(word, escape, instruction)));
            }
        }
    }

    private static String expand(String word, char escape, Instruction instruction) throws CannotTellException {
        try {
            return VariableExpander.expand(
                    word,
                    escape,
                    name -> {
                        throw cannotTell(instruction);
                    },
                    instruction.line());
        } catch (InvalidDockerfileException e) {
            throw cannotTell(instruction);
        }
    }

    /** Without steps that lead nowhere, and without those that would lead above the root. */
    private static String below(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return names.isEmpty() ? "." : String.join("/", names);
    }

    /** Sources and destination, as written. */
    static List<String> words(Instruction instruction) throws CannotTellException {
        String arguments = instruction.arguments().strip();
        if (!isList(instruction)) {
            return List.of(SPACES.split(arguments.lines().findFirst().orElse("")));
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

    private static boolean isList(Instruction instruction) {
        return JSON_LIST.matcher(instruction.arguments().strip()).matches();
    }

    private static CannotTellException cannotTell(Instruction instruction) {
        return new CannotTellException(
                instruction.keyword() + " on line " + instruction.line() + " takes files from the build context");
    }
}
