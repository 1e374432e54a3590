package io.jenkins.plugins.multiplatform.platform;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The platforms that a user asked for: normalised, in the order asked, each one once.
 *
 * @param merges the platforms that were asked for more than once, for a note: buildx builds them twice and puts both
 *     into the index, where clients take whichever is first
 */
public record PlatformList(List<Platform> platforms, List<Merge> merges) implements Serializable {
    public PlatformList {
        platforms = List.copyOf(platforms);
        merges = List.copyOf(merges);
    }

    /** @param spellings as they were written, in order, equal ones included; at least two */
    public record Merge(Platform platform, List<String> spellings) implements Serializable {
        public Merge {
            spellings = List.copyOf(spellings);
        }

        @Override
        public String toString() {
            return String.join(", ", spellings) + " are the same platform: " + platform + " is built once";
        }
    }

    /**
     * Reads {@code --platform} values as buildx does, with {@code local} for this machine.
     *
     * @see #parse(List, Platform)
     */
    public static PlatformList parse(List<String> values) throws InvalidPlatformException {
        return parse(values, Platform.local());
    }

    /**
     * Reads {@code --platform} values as buildx does: comma lists and repeated values may be mixed. Beyond buildx,
     * spaces are trimmed, words that containerd does not know are refused in longer specifiers too (buildx finds out
     * only when the build runs), and duplicates are merged.
     *
     * @param local what {@code local} stands for, in any case, and what completes a word alone
     */
    public static PlatformList parse(List<String> values, Platform local) throws InvalidPlatformException {
        Map<String, List<String>> spellings = new LinkedHashMap<>();
        Map<String, Platform> platforms = new LinkedHashMap<>();
        for (String value : values) {
            for (String part : value.split(",", -1)) {
                String specifier = part.strip();
                Platform platform = parseOne(specifier, local);
                platforms.putIfAbsent(platform.formatAll(), platform);
                spellings
                        .computeIfAbsent(platform.formatAll(), key -> new ArrayList<>())
                        .add(specifier);
            }
        }
        List<Merge> merges = new ArrayList<>();
        platforms.forEach((key, platform) -> {
            if (spellings.get(key).size() > 1) {
                merges.add(new Merge(platform, spellings.get(key)));
            }
        });
        return new PlatformList(new ArrayList<>(platforms.values()), merges);
    }

    private static Platform parseOne(String specifier, Platform local) throws InvalidPlatformException {
        Platform platform = specifier.equalsIgnoreCase("local") ? local : Platform.parse(specifier, local);
        if (!platform.isKnown()) {
            throw PlatformParser.unknown(specifier);
        }
        return platform.normalize();
    }
}
