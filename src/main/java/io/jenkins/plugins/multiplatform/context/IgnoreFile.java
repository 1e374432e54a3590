package io.jenkins.plugins.multiplatform.context;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code .dockerignore}. The daemon asks for this file by itself and sends the patterns back with its request for
 * the context, so this serves our own early checks only.
 *
 * @see <a href="https://github.com/moby/patternmatcher/blob/main/ignorefile/ignorefile.go">moby's ignorefile</a>
 */
public final class IgnoreFile {
    public static final String NAME = ".dockerignore";

    private IgnoreFile() {}

    /** The patterns for {@link PatternMatcher#of}, which judges whether they are valid. */
    public static List<String> parse(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<String> patterns = new ArrayList<>();
        for (String line : (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n")) {
            String pattern = GoPath.trim(line);
            if (!line.startsWith("#") && !pattern.isEmpty()) {
                patterns.add(pattern.startsWith("!") ? "!" + relative(pattern.substring(1)) : relative(pattern));
            }
        }
        return patterns;
    }

    private static String relative(String pattern) {
        String trimmed = GoPath.trim(pattern);
        if (trimmed.isEmpty()) {
            return "";
        }
        String clean = GoPath.clean(GoPath.slashes(trimmed));
        return clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean;
    }

    /**
     * The one file that counts: beside the Dockerfile and named after it, else in the context's folder, else none.
     *
     * @param dockerfile empty if it is no file of this machine
     */
    public static Optional<Path> find(Path context, Optional<Path> dockerfile) {
        return dockerfile
                .map(file -> file.resolveSibling(file.getFileName() + NAME))
                .filter(Files::exists)
                .or(() -> Optional.of(context.resolve(NAME)).filter(Files::exists));
    }
}
