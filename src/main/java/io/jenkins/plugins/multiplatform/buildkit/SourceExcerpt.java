package io.jenkins.plugins.multiplatform.buildkit;

import java.io.Serializable;
import java.util.List;

/**
 * A place in a Dockerfile, with the text around it, as the daemon reports it with an error.
 *
 * @param ranges of the lines that are marked, at least one; an instruction of several lines has one for each
 * @param text all lines of the file
 * @see <a href="https://github.com/moby/buildkit/blob/master/solver/errdefs/source.go">as buildx prints it</a>
 */
public record SourceExcerpt(String fileName, List<Range> ranges, List<String> text) implements Serializable {
    private static final String RULE = "--------------------";
    private static final int AROUND = 2;
    /** More than an instruction has; a daemon that names the whole file would fill the log. */
    private static final int MAX_LINES = 200;

    public SourceExcerpt {
        ranges = List.copyOf(ranges);
        text = List.copyOf(text);
    }

    /**
     * Lines of a file.
     *
     * @param first 1-based
     * @param last 1-based, inclusive; one before {@code first} stands for {@code first}
     */
    public record Range(int first, int last) implements Serializable {
        boolean has(int line) {
            return line >= first && line <= Math.max(first, last);
        }
    }

    public int firstLine() {
        return ranges.stream().mapToInt(Range::first).min().orElse(0);
    }

    public int lastLine() {
        return ranges.stream()
                .mapToInt(range -> Math.max(range.first(), range.last()))
                .max()
                .orElse(0);
    }

    /** Whether it is of lines that the file has: what a daemon reports is not always true. */
    boolean isReal() {
        return firstLine() >= 1 && firstLine() <= text.size();
    }

    /** The form that buildx prints below a failed build: a few lines, the failing ones marked with {@code >>>}. */
    public String format() {
        StringBuilder out = new StringBuilder()
                .append(fileName)
                .append(':')
                .append(firstLine())
                .append('\n')
                .append(RULE)
                .append('\n');
        int from = firstLine();
        int to = Math.min(text.size(), lastLine());
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
        for (int line = from; line <= Math.min(to, from + MAX_LINES); line++) {
            int current = line;
            String mark = ranges.stream().anyMatch(range -> range.has(current)) ? ">>>" : "   ";
            out.append(String.format("%4d | %s ", line, mark))
                    .append(text.get(line - 1))
                    .append('\n');
        }
        return out.append(RULE).toString();
    }
}
