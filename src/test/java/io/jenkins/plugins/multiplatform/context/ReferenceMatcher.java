package io.jenkins.plugins.multiplatform.context;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** moby's matcher without any shortcut: one regular expression per pattern, one flag per pattern and folder. */
final class ReferenceMatcher {
    private final List<Pattern> expressions = new ArrayList<>();
    private final List<Boolean> exceptions = new ArrayList<>();

    ReferenceMatcher(List<String> patterns) {
        for (String pattern : patterns) {
            exceptions.add(pattern.startsWith("!"));
            expressions.add(Pattern.compile(expression(pattern.startsWith("!") ? pattern.substring(1) : pattern)));
        }
    }

    /** For patterns of letters, dots, slashes, stars, question marks and simple brackets. */
    private static String expression(String pattern) {
        String beginning = pattern.startsWith("**") && pattern.substring(2).matches("[^*?\\[]+")
                ? suffix(pattern.substring(2))
                : pattern;
        if (!beginning.equals(pattern)) {
            return beginning;
        }
        return pattern.replace(".", "\\.")
                .replaceAll("\\*\\*/?$", "\u0001")
                .replaceAll("\\*\\*/?", "\u0002")
                .replace("*", "[^/]*")
                .replace("?", "[^/]")
                .replace("\u0001", ".*")
                .replace("\u0002", "(.*/)?");
    }

    private static String suffix(String suffix) {
        return suffix.startsWith("/") ? "(.*/)?" + Pattern.quote(suffix.substring(1)) : ".*" + Pattern.quote(suffix);
    }

    boolean[] match(String path, boolean[] parent, boolean[] verdict) {
        boolean[] held = new boolean[expressions.size()];
        boolean matched = false;
        for (int i = 0; i < held.length; i++) {
            boolean exception = exceptions.get(i);
            held[i] = parent[i]
                    || exception == matched && expressions.get(i).matcher(path).matches();
            matched = held[i] ? !exception : matched;
        }
        verdict[0] = matched;
        return held;
    }

    boolean matches(String path) {
        boolean[] held = new boolean[expressions.size()];
        boolean[] verdict = new boolean[1];
        for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
            held = match(path.substring(0, end), held, verdict);
        }
        match(path, held, verdict);
        return verdict[0];
    }
}
