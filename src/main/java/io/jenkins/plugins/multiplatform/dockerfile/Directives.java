package io.jenkins.plugins.multiplatform.dockerfile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parser directives at the top of a file: {@code # syntax=}, {@code # escape=}, {@code # check=}. The first line
 * that is none ends them.
 */
final class Directives {
    private static final Set<String> KNOWN = Set.of("syntax", "escape", "check");
    private static final Pattern DIRECTIVE = Pattern.compile("([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+)", Pattern.DOTALL);
    private static final Pattern JSON_SYNTAX =
            Pattern.compile("\\A\\s*\\{.*?\"syntax\"\\s*:\\s*\"([^\"]*)\"", Pattern.DOTALL);

    private final Map<String, String> values = new LinkedHashMap<>();

    private Directives() {}

    static Directives parse(List<String> lines) throws InvalidDockerfileException {
        Directives directives = new Directives();
        int number = 0;
        for (String line : lines) {
            number++;
            Optional<Matcher> matcher = match(GoSpace.stripLeading(line), "#");
            if (matcher.isEmpty()) {
                break;
            }
            String name = matcher.get().group(1).toLowerCase(Locale.ROOT);
            if (directives.values.put(name, matcher.get().group(2).strip()) != null) {
                throw InvalidDockerfileException.onLine(number, "only one " + name + " parser directive can be used");
            }
            if (name.equals("escape")) {
                requireEscape(directives.values.get(name), number);
            }
        }
        return directives;
    }

    private static Optional<Matcher> match(String line, String comment) {
        if (!line.startsWith(comment)) {
            return Optional.empty();
        }
        Matcher matcher = DIRECTIVE.matcher(line.substring(comment.length()).strip());
        boolean found = matcher.matches() && KNOWN.contains(matcher.group(1).toLowerCase(Locale.ROOT));
        return found ? Optional.of(matcher) : Optional.empty();
    }

    private static void requireEscape(String value, int line) throws InvalidDockerfileException {
        if (!value.equals("`") && !value.equals("\\")) {
            throw InvalidDockerfileException.onLine(
                    line, "invalid escape token '" + value + "' does not match ` or \\");
        }
    }

    char escape() {
        return values.getOrDefault("escape", "\\").charAt(0);
    }

    /**
     * The frontend's image that the file asks for. Unlike the other directives it may follow a {@code #!} line, and be
     * written after {@code //} or in JSON for frontends of other languages.
     */
    static Optional<String> syntax(List<String> lines) {
        List<String> rest = !lines.isEmpty() && lines.get(0).startsWith("#!") ? lines.subList(1, lines.size()) : lines;
        for (String comment : List.of("#", "//")) {
            for (String line : rest) {
                Optional<Matcher> matcher = match(line, comment);
                if (matcher.isEmpty()) {
                    break;
                }
                if (matcher.get().group(1).equalsIgnoreCase("syntax")) {
                    return Optional.of(matcher.get().group(2).strip().split(" ", 2)[0]);
                }
            }
        }
        boolean isJson = !rest.isEmpty() && rest.get(0).stripLeading().startsWith("{");
        Matcher json = JSON_SYNTAX.matcher(isJson ? String.join("\n", rest) : "");
        return json.find() ? Optional.of(json.group(1)) : Optional.empty();
    }
}
