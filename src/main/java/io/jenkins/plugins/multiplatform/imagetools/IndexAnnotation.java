package io.jenkins.plugins.multiplatform.imagetools;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.platform.GoQuote;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An annotation of an index that is put together: {@code [type[platform][,type...]:]key=value}, in buildx's words.
 *
 * @param onEntries whether it is of the entries and not of the index itself
 * @param platform of the entries that get it; null for all
 * @see <a href="https://docs.docker.com/build/metadata/annotations/">annotations</a>
 */
record IndexAnnotation(boolean onEntries, @CheckForNull Platform platform, String key, String value) {
    private static final Pattern TYPE = Pattern.compile("([a-z-]+)(?:\\[([A-Za-z0-9_/-]+)\\])?");
    private static final String INDEX = "index";
    private static final String ENTRY = "manifest-descriptor";
    private static final String INDEX_DESCRIPTOR = "index-descriptor";
    private static final Set<String> TYPES = Set.of(INDEX, ENTRY, INDEX_DESCRIPTOR, "manifest");

    /** @param texts empty ones are passed over */
    static List<IndexAnnotation> parse(List<String> texts) throws ImageToolsException {
        List<IndexAnnotation> annotations = new ArrayList<>();
        for (String text : texts) {
            if (!text.isEmpty()) {
                parse(text, annotations);
            }
        }
        return annotations;
    }

    private static void parse(String text, List<IndexAnnotation> annotations) throws ImageToolsException {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw invalid("invalid annotation " + GoQuote.quote(text) + ", expected key=value");
        }
        String name = text.substring(0, equals);
        String value = text.substring(equals + 1);
        int colon = name.indexOf(':');
        if (colon < 0) {
            throw new ImageToolsException("\"\" annotations are not supported yet");
        }
        for (String type : name.substring(0, colon).split(",", -1)) {
            annotations.add(parse(type, name.substring(colon + 1), value));
        }
    }

    private static IndexAnnotation parse(String text, String key, String value) throws ImageToolsException {
        Matcher matcher = TYPE.matcher(text);
        if (!matcher.matches()) {
            throw invalid("invalid annotation type " + GoQuote.quote(text)
                    + ", expected type and optional platform in square brackets");
        }
        String type = matcher.group(1);
        if (!TYPES.contains(type)) {
            throw invalid("unknown annotation type " + GoQuote.quote(type));
        }
        Platform platform = matcher.group(2) == null ? null : platform(matcher.group(2));
        return switch (type) {
            case INDEX -> new IndexAnnotation(false, null, key, value);
            case ENTRY -> new IndexAnnotation(true, platform, key, value);
            case INDEX_DESCRIPTOR ->
                throw new ImageToolsException("\"index-descriptor\" annotations are invalid while creating an image");
            default -> throw new ImageToolsException("\"manifest\" annotations are not supported yet");
        };
    }

    private static Platform platform(String text) throws ImageToolsException {
        try {
            return Platform.parse(text).normalize();
        } catch (InvalidPlatformException e) {
            throw invalid("invalid platform " + GoQuote.quote(text) + ": " + e.getMessage());
        }
    }

    private static ImageToolsException invalid(String reason) {
        return new ImageToolsException("failed to parse annotations: " + reason);
    }

    boolean appliesTo(@CheckForNull Platform entry) {
        return onEntries
                && (platform == null
                        || (entry != null
                                && platform.format().equals(entry.normalize().format())));
    }
}
