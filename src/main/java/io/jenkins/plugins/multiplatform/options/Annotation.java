package io.jenkins.plugins.multiplatform.options;

import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name with a value on an image or an index.
 *
 * @param platform in its normal form, of the one platform that it is for; empty for all, and for the index's own
 */
public record Annotation(AnnotationLevel level, String platform, String key, String value) implements Serializable {
    private static final Pattern PREFIX = Pattern.compile("([a-z-]+)(?:\\[([A-Za-z0-9_/-]+)])?");

    /** @param written {@code [LEVEL[PLATFORM],...:]KEY=VALUE}; of the same place and key the last counts */
    public static List<Annotation> parse(List<String> written) throws InvalidOptionException {
        Map<String, Annotation> annotations = new LinkedHashMap<>();
        for (String text : written) {
            if (!text.isEmpty()) {
                for (Annotation annotation : parse(text)) {
                    annotations.put(
                            annotation.level() + "[" + annotation.platform() + "]" + annotation.key(), annotation);
                }
            }
        }
        return new ArrayList<>(annotations.values());
    }

    private static List<Annotation> parse(String written) throws InvalidOptionException {
        int equals = written.indexOf('=');
        if (equals < 0) {
            throw new InvalidOptionException("invalid annotation \"" + written + "\", expected key=value");
        }
        String key = written.substring(0, equals);
        String value = written.substring(equals + 1);
        int colon = key.indexOf(':');
        if (colon < 0) {
            return List.of(new Annotation(AnnotationLevel.MANIFEST, "", key, value));
        }
        List<Annotation> annotations = new ArrayList<>();
        for (String prefix : key.substring(0, colon).split(",", -1)) {
            annotations.add(parse(prefix, key.substring(colon + 1), value));
        }
        return annotations;
    }

    private static Annotation parse(String prefix, String key, String value) throws InvalidOptionException {
        Matcher matcher = PREFIX.matcher(prefix);
        if (!matcher.matches()) {
            throw new InvalidOptionException("invalid annotation type \"" + prefix
                    + "\", expected type and optional platform in square brackets");
        }
        AnnotationLevel level = AnnotationLevel.parse(matcher.group(1))
                .orElseThrow(() -> new InvalidOptionException("unknown annotation type \"" + matcher.group(1) + "\""));
        String platform = matcher.group(2) == null ? "" : platform(matcher.group(2));
        return new Annotation(level, level.isOfIndex() ? "" : platform, key, value);
    }

    private static String platform(String text) throws InvalidOptionException {
        try {
            return Platform.parse(text).normalize().formatAll();
        } catch (InvalidPlatformException e) {
            throw new InvalidOptionException("invalid platform \"" + text + "\": " + e.getMessage(), e);
        }
    }

    /** Whether it belongs to this platform's image. */
    public boolean isFor(Platform wanted) {
        return platform.isEmpty() || platform.equals(wanted.formatAll());
    }
}
