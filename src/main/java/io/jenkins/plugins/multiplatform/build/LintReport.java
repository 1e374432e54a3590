package io.jenkins.plugins.multiplatform.build;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.buildkit.SourceExcerpt;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the frontend finds wrong with a Dockerfile, in buildx's text.
 *
 * @param text ends with a line's end
 * @param error of a Dockerfile that can't be built at all; empty if there is none
 * @param status that a command should end with
 */
public record LintReport(String text, String error, int status) implements Serializable {
    /** @param answer of the frontend; @param dockerfile its name for the text */
    static LintReport of(Map<String, String> answer, String dockerfile) {
        Results results = new Gson().fromJson(answer.getOrDefault("result.json", "{}"), Results.class);
        List<Warning> warnings = new ArrayList<>(results.warnings == null ? List.of() : results.warnings);
        warnings.sort(Comparator.comparingInt(warning -> warning.location.start()));
        StringBuilder text = new StringBuilder();
        if (warnings.isEmpty() && results.error == null) {
            text.append("Check complete, no warnings found.\n");
        } else if (!warnings.isEmpty()) {
            text.append("Check complete, ")
                    .append(warnings.size() == 1 ? "1 warning has" : warnings.size() + " warnings have")
                    .append(" been found!\n");
        }
        for (Warning warning : warnings) {
            text.append("\nWARNING: ").append(warning.ruleName);
            if (warning.url != null && !warning.url.isEmpty()) {
                text.append(" - ").append(warning.url);
            }
            text.append('\n')
                    .append(warning.detail)
                    .append('\n')
                    .append(excerpt(warning.location, results, dockerfile));
        }
        if (results.error != null && !warnings.isEmpty()) {
            text.append('\n');
        }
        String error = results.error == null
                ? ""
                : results.error.message + "\n" + excerpt(results.error.location, results, dockerfile);
        return new LintReport(text.toString(), error, status(answer.get("result.statuscode")));
    }

    private static int status(@CheckForNull String text) {
        return text != null && text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    }

    private static String excerpt(Location location, Results results, String dockerfile) {
        if (location.sourceIndex < 0 || location.sourceIndex >= results.sources.size() || location.start() < 1) {
            return "";
        }
        String data = new String(
                Base64.getDecoder().decode(results.sources.get(location.sourceIndex).data), StandardCharsets.UTF_8);
        return new SourceExcerpt(
                                dockerfile,
                                List.of(new SourceExcerpt.Range(location.start(), location.end())),
                                List.of(data.split("\n", -1)))
                        .format()
                + "\n";
    }

    /** The frontend's JSON. */
    private static final class Results {
        @CheckForNull
        private List<Warning> warnings;

        private List<Source> sources = List.of();

        @CheckForNull
        @SerializedName("buildError")
        private Failure error;
    }

    private static final class Warning {
        private String ruleName = "";
        private String detail = "";

        @CheckForNull
        private String url;

        private Location location = new Location();
    }

    private static final class Failure {
        private String message = "";
        private Location location = new Location();
    }

    private static final class Source {
        private String data = "";
    }

    private static final class Location {
        private int sourceIndex;
        private List<Range> ranges = List.of();

        private int start() {
            return ranges.stream().mapToInt(range -> range.start.line).min().orElse(0);
        }

        private int end() {
            return ranges.stream()
                    .mapToInt(range -> Math.max(range.start.line, range.end.line))
                    .max()
                    .orElse(0);
        }
    }

    private static final class Range {
        private Position start = new Position();
        private Position end = new Position();
    }

    private static final class Position {
        private int line;
    }
}
