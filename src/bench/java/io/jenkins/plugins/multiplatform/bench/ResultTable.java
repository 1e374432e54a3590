package io.jenkins.plugins.multiplatform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The results, for a terminal and for a document. */
final class ResultTable {
    private static final List<String> HEADER =
            List.of("case", "ours, s", "buildx, s", "ratio", "gate", "", "heap, MiB", "fresh JVM, s", "ratio");

    private final List<CaseResult> results;

    ResultTable(List<CaseResult> results) {
        this.results = List.copyOf(results);
    }

    String text() {
        List<List<String>> rows = rows(CaseResult::name);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(other -> other.get(at).length())
                        .max()
                        .orElse(0);
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(width - cell.length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    String markdown() {
        List<List<String>> rows = rows(CaseResult::title);
        StringBuilder text = new StringBuilder(line(rows.get(0)));
        text.append(line(rows.get(0).stream().map(cell -> "---").toList()));
        rows.stream().skip(1).forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> row) {
        return row.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private List<List<String>> rows(java.util.function.Function<CaseResult, String> title) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        for (CaseResult result : results) {
            rows.add(List.of(
                    title.apply(result),
                    result.warm().toString(),
                    result.peer().toString(),
                    CaseResult.twoDigits(result.ratio()),
                    CaseResult.twoDigits(result.gate()),
                    result.verdict(),
                    String.valueOf(Math.round(result.heapMiB())),
                    result.cold().toString(),
                    CaseResult.twoDigits(result.coldRatio())));
        }
        return rows;
    }
}
