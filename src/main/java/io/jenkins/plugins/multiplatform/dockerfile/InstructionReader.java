package io.jenkins.plugins.multiplatform.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Joins continuation lines, leaves out comments and heredocs, and gives the instructions that remain. */
final class InstructionReader {
    private static final int LONGEST_LINE = 65_535;
    private static final Pattern HEREDOC = Pattern.compile("[0-9]*<<(-?)\\s*([^<]+)", Pattern.DOTALL);

    private final List<String> lines;
    private final char escape;
    private final List<Instruction> instructions = new ArrayList<>();
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

    static List<Instruction> read(List<String> lines, char escape) throws InvalidDockerfileException {
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
        return reader.instructions;
    }

    private void readOne() throws InvalidDockerfileException {
        int start = next + 1;
        String first = lines.get(next++).stripLeading();
        StringBuilder text = new StringBuilder(isComment(first) ? "" : first);
        boolean continues = cutContinuation(text);
        while (continues && next < lines.size()) {
            String line = lines.get(next++);
            if (!isComment(line) && !line.isBlank()) {
                StringBuilder more = new StringBuilder(line);
                continues = cutContinuation(more);
                text.append(more);
            }
        }
        if (text.toString().isBlank()) {
            return;
        }
        Instruction instruction = Instruction.parse(text.toString(), escape, start);
        if (instruction.canHaveHeredocs(escape) && text.indexOf("<<") >= 0) {
            skipHeredocs(text.toString(), start);
        }
        instructions.add(instruction);
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
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

    /** Without quotes and escapes; empty for what is no single word. */
    private static Optional<String> terminator(String word) {
        List<String> words = Words.quoted(word, '\\');
        return words.size() == 1 ? Optional.of(words.get(0).replaceAll("[\"'\\\\]", "")) : Optional.empty();
    }

    private void skipHeredoc(String terminator, boolean tabsIgnored, int start) throws InvalidDockerfileException {
        while (next < lines.size()) {
            String line = lines.get(next++);
            if (terminator.equals(tabsIgnored ? line.replaceFirst("^\t+", "") : line)) {
                return;
            }
        }
        throw InvalidDockerfileException.onLine(start, "unterminated heredoc");
    }
}
