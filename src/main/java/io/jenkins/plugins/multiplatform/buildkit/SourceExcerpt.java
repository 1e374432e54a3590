package io.jenkins.plugins.multiplatform.buildkit;

import java.io.Serializable;
import java.util.List;

/**
 * A place in a Dockerfile, with the text around it, as the daemon reports it with an error.
 *
 * @param firstLine 1-based, of the marked range
 * @param lastLine 1-based, inclusive
 * @param text all lines of the file
 */
public record SourceExcerpt(String fileName, int firstLine, int lastLine, List<String> text) implements Serializable {
    private static final String RULE = "--------------------";
    private static final int AROUND = 2;

    public SourceExcerpt {
        text = List.copyOf(text);
    }

    /** The form that buildx prints below a failed build: a few lines, the failing ones marked with {@code >>>}. */
    public String format() {
        StringBuilder out = new StringBuilder()
                .append(fileName)
                .append(':')
                .append(firstLine)
                .append('\n')
                .append(RULE)
                .append('\n');
        int from = firstLine;
        int to = Math.min(text.size(), lastLine);
        int wanted = from == to ? 2 * AROUND : AROUND;
        // As buildx counts: each round costs one, and one for each line that it gains.
        for (int gained = 0; gained < wanted; gained++) {
            if (from > 1) {
                from--;
                gained++;
            }
            if (to < text.size()) {
                to++;
                gained++;
            }
        }
        for (int line = from; line <= to; line++) {
            String mark = line >= firstLine && line <= lastLine ? ">>>" : "   ";
            out.append(String.format("%4d | %s ", line, mark))
                    .append(text.get(line - 1))
                    .append('\n');
        }
        return out.append(RULE).toString();
    }
}
