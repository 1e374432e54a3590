package io.jenkins.plugins.multiplatform.context;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads an ignore file with many lines, and applies it to a path that one of them fits and to one that none does. */
final class PatternsMain {
    private PatternsMain() {}

    public static void main(String[] arguments) throws Exception {
        int lines = Integer.parseInt(arguments[1]);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(
                    switch (arguments[0]) {
                        case "names" -> "out/file" + i;
                        case "folders" -> "out" + i + "/**";
                        case "suffixes" -> "**/out/file" + i;
                        case "wildcards" -> "out/*file" + i;
                        default -> i == 0 ? "out*" : "!" + "d/".repeat(i < 50 ? 1_000 : 1) + i;
                    });
            text.append('\n');
        }
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        text = null;
        try {
            List<String> patterns = IgnoreFile.parse(content, ".dockerignore");
            PatternMatcher matcher = PatternMatcher.of(patterns);
            String fitting =
                    switch (arguments[0]) {
                        case "folders" -> "out77/any";
                        default -> "out/file77";
                    };
            matcher.foldersOf(true);
            System.out.println(matcher.matches(fitting) + " " + matcher.matches("in/file-77"));
        } catch (ContextException e) {
            System.out.println(e.getMessage());
        }
    }
}
