package io.jenkins.plugins.multiplatform.imagetools;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns tab-terminated cells as Go's text/tabwriter does with a padding of one space: a column is as wide as its
 * widest cell within a block of lines that all have it. What follows the last tab of a line is in no column.
 *
 * @see <a href="https://pkg.go.dev/text/tabwriter">text/tabwriter</a>
 */
final class TabWriter {
    private static final int PADDING = 1;

    private final StringBuilder out;
    private final StringBuilder pending = new StringBuilder();

    TabWriter(StringBuilder out) {
        this.out = out;
    }

    TabWriter print(String text) {
        pending.append(text);
        return this;
    }

    /** Writes out what was printed; columns end here. */
    void flush() {
        String text = pending.toString().replace('\013', '\t');
        pending.setLength(0);
        for (String block : text.split("(?<=\f)")) {
            align(block.replace('\f', '\n'));
        }
    }

    private void align(String block) {
        List<List<String>> lines = new ArrayList<>();
        for (String line : block.split("\n", -1)) {
            lines.add(List.of(line.split("\t", -1)));
        }
        format(lines, List.of());
        // every line was given its end, also the one that had none
        out.setLength(out.length() - 1);
    }

    private void format(List<List<String>> lines, List<Integer> widths) {
        int column = widths.size();
        int at = 0;
        while (at < lines.size()) {
            int end = at;
            int width = 0;
            while (end < lines.size() && column < lines.get(end).size() - 1) {
                width = Math.max(width, width(lines.get(end).get(column)) + PADDING);
                end++;
            }
            if (end == at) {
                write(lines.get(at++), widths);
            } else {
                List<Integer> wider = new ArrayList<>(widths);
                wider.add(width);
                format(lines.subList(at, end), wider);
                at = end;
            }
        }
    }

    private void write(List<String> cells, List<Integer> widths) {
        for (int i = 0; i < cells.size(); i++) {
            out.append(cells.get(i));
            if (i < widths.size()) {
                out.append(" ".repeat(Math.max(widths.get(i) - width(cells.get(i)), 0)));
            }
        }
        out.append('\n');
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
