package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which label builds which platform, as somebody wrote it: {@code linux/arm64: 'graviton && docker'}. The most specific
 * entry wins: the platform with its variant, then its system and architecture, then {@code default}.
 */
public final class LabelRule {
    /** The entry for all platforms that have none of their own. */
    public static final String DEFAULT = "default";

    private final Map<String, String> labels = new LinkedHashMap<>();

    private LabelRule() {}

    /**
     * Reads the entries.
     *
     * @param argument its name, for the error's text
     */
    public static LabelRule of(String argument, Map<String, String> written) throws InvalidArgumentException {
        LabelRule rule = new LabelRule();
        for (Map.Entry<String, String> entry : written.entrySet()) {
            String label = entry.getValue().strip();
            if (label.isEmpty()) {
                throw new InvalidArgumentException(argument + ": no label is given for " + entry.getKey());
            }
            rule.labels.put(key(argument, entry.getKey().strip()), label);
        }
        return rule;
    }

    private static String key(String argument, String platform) throws InvalidArgumentException {
        if (platform.equals(DEFAULT)) {
            return DEFAULT;
        }
        try {
            Platform parsed = Platform.parse(platform).normalize();
            // Written without a variant it stands for all of them, which normalising would narrow to one.
            boolean all = platform.chars().filter(c -> c == '/').count() < 2;
            return all ? parsed.os() + "/" + parsed.architecture() : parsed.formatAll();
        } catch (InvalidPlatformException e) {
            throw new InvalidArgumentException(argument + ": " + e.getMessage(), e);
        }
    }

    Optional<String> label(Platform platform) {
        for (String key : new String[] {
            platform.formatAll(), platform.format(), platform.os() + "/" + platform.architecture(), DEFAULT
        }) {
            if (labels.containsKey(key)) {
                return Optional.of(labels.get(key));
            }
        }
        return Optional.empty();
    }
}
