package io.jenkins.plugins.multiplatform.platform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What stands in brackets after an operating system: {@code (version+feature+feature)}, percent-escaped inside. */
final class OsOptions {
    private OsOptions() {}

    static String format(String version, List<String> features) {
        String joined = features.stream()
                .filter(feature -> !feature.isEmpty())
                .sorted()
                .distinct()
                .map(feature -> "+" + escape(feature))
                .collect(Collectors.joining());
        String options = escape(version) + joined;
        return options.isEmpty() ? "" : "(" + options + ")";
    }

    private static String escape(String value) {
        return value.replace("%", "%25")
                .replace("+", "%2B")
                .replace("(", "%28")
                .replace(")", "%29")
                .replace("/", "%2F");
    }

    static String parseVersion(String specifier, String version) throws InvalidPlatformException {
        try {
            return unescape(version);
        } catch (InvalidPlatformException e) {
            throw new InvalidPlatformException("%s has an invalid OS version %s: %s"
                    .formatted(GoQuote.quote(specifier), GoQuote.quote(version), e.getMessage()));
        }
    }

    /** @param features empty, or each feature with a plus sign before it */
    static List<String> parseFeatures(String specifier, String features) throws InvalidPlatformException {
        if (features.isEmpty()) {
            return List.of();
        }
        List<String> parsed = new ArrayList<>();
        for (String raw : features.substring(1).split("\\+", -1)) {
            parsed.add(parseFeature(specifier, raw));
        }
        return parsed;
    }

    private static String parseFeature(String specifier, String raw) throws InvalidPlatformException {
        try {
            return unescape(raw);
        } catch (InvalidPlatformException e) {
            throw new InvalidPlatformException("%s has invalid OS features: invalid os feature %s: %s"
                    .formatted(GoQuote.quote(specifier), GoQuote.quote(raw), e.getMessage()));
        }
    }

    private static String unescape(String value) throws InvalidPlatformException {
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%') {
                bytes.write(escapedByte(value, i));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int escapedByte(String value, int percent) throws InvalidPlatformException {
        String escape = value.substring(percent, Math.min(percent + 3, value.length()));
        if (!escape.matches("%[0-9A-Fa-f]{2}")) {
            throw new InvalidPlatformException("invalid URL escape " + GoQuote.quote(escape));
        }
        return Integer.parseInt(escape.substring(1), 16);
    }
}
