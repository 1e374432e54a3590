package io.jenkins.plugins.multiplatform.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Joins continuation lines, leaves out comments and heredocs, and gives the instructions that remain. */
final class InstructionReader {
    private static final int LONGEST_LINE = 65_535;
    private static final Pattern HEREDOC = Pattern.compile("[0-9]*+<<(-?+)\\s*+([^<]*+)", Pattern.DOTALL);

    private final List<String> lines;
    private final char escape;
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Integer, Integer> heredocs = new HashMap<>();
    private int next;

    private InstructionReader(List<String> lines, char escape) {
        this.lines = lines;
        this.escape = escape;
    }

    /** The lines without their ends and without a byte-order mark. */
    static List<String> lines(String text) {
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        List<String> lines = new ArrayList<>();
        for (String line : content.split("\n", -1)) {
            int end = line.length();
            while (end > 0 && line.charAt(end - 1) == '\r') {
                end--;
            }
            lines.add(line.substring(0, end));
        }
        return lines;
    }

    /**
     * What was read.
     *
     * @param heredocs of each line of a heredoc, by its index, the line of its instruction, the first line being 1
     */
    record Read(List<Instruction> instructions, Map<Integer, Integer> heredocs) {}

    static Read read(List<String> lines, char escape) throws InvalidDockerfileException {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.length() > LONGEST_LINE / 3 && line.getBytes(StandardCharsets.UTF_8).length > LONGEST_LINE) {
                throw InvalidDockerfileException.onLine(
                        i + 1, "dockerfile line greater than maximum allowed size of " + LONGEST_LINE);
            }
        }
        InstructionReader reader = new InstructionReader(lines, escape);
        while (reader.next < lines.size()) {
            reader.readOne();
        }
        return new Read(reader.instructions, reader.heredocs);
    }

    private void readOne() throws InvalidDockerfileException {
        int start = next + 1;
        String first = GoSpace.stripLeading(lines.get(next++));
        StringBuilder text = new StringBuilder(isComment(first) ? "" : first);
        boolean continues = cutContinuation(text);
        while (continues && next < lines.size()) {
            String line = lines.get(next++);
            if (!isComment(line) && !GoSpace.isBlank(line)) {
                StringBuilder more = new StringBuilder(line);
                continues = cutContinuation(more);
                text.append(more);
            }
        }
        if (GoSpace.isBlank(text.toString())) {
            return;
        }
        Instruction instruction = Instruction.parse(text.toString(), escape, start);
        if (instruction.canHaveHeredocs(escape) && text.indexOf("<<") >= 0) {
            skipHeredocs(text.toString(), start);
        }
        instructions.add(instruction);
    }

    private static boolean isComment(String line) {
        return GoSpace.stripLeading(line).startsWith("#");
    }

    /** Cuts an escape at the end off; an escape before it makes it none. */
    private boolean cutContinuation(StringBuilder line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        boolean continues = end > 0 && line.charAt(end - 1) == escape && (end == 1 || line.charAt(end - 2) != escape);
        if (continues) {
            line.setLength(end - 1);
        }
        return continues;
    }

    private void skipHeredocs(String text, int start) throws InvalidDockerfileException {
        for (String word : Words.quoted(text, '\\')) {
            Matcher matcher = HEREDOC.matcher(word);
            if (matcher.matches()) {
                Optional<String> name = terminator(matcher.group(2));
                if (name.isPresent()) {
                    skipHeredoc(name.get(), !matcher.group(1).isEmpty(), start);
                }
            }
        }
    }

    /** As the parser's shell reads it; empty for what is no single word, such as nothing at all. */
    private static Optional<String> terminator(String word) {
        List<String> words = Words.quoted(word, '\\');
        return words.size() == 1
                ? Optional.of(unquoted(words.get(0))).filter(name -> !name.isEmpty())
                : Optional.empty();
    }

    private static String unquoted(String word) {
        StringBuilder plain = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            char following = i + 1 < word.length() ? word.charAt(i + 1) : 0;
            boolean escapes = c == '\\' && (quote == 0 || quote == '"' && "\"$\\".indexOf(following) >= 0);
            if (escapes) {
                i++;
                if (following != 0) {
                    plain.append(following);
                }
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private void skipHeredoc(String terminator, boolean tabsIgnored, int start) throws InvalidDockerfileException {
        while (next < lines.size()) {
            String line = lines.get(next++);
            heredocs.put(next - 1, start);
            if (terminator.equals(tabsIgnored ? line.replaceFirst("^\t+", "") : line)) {
                return;
            }
        }
        throw InvalidDockerfileException.onLine(start, "unterminated heredoc");
    }
}
