package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.platform.PlatformMatcher;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps the images of some platforms, with their attestations. */
final class PlatformFilter {
    private final List<Platform> platforms;
    private final PlatformMatcher matcher;

    /** @param platforms empty for all */
    PlatformFilter(List<Platform> platforms) {
        this.platforms = platforms;
        this.matcher = PlatformMatcher.ordered(platforms);
    }

    List<AssembledIndex.Child> keep(List<AssembledIndex.Child> children) throws ImageToolsException {
        if (platforms.isEmpty() && !children.isEmpty()) {
            return children;
        }
        Map<String, ContentDescriptor> byDigest = children.stream()
                .map(AssembledIndex.Child::descriptor)
                .collect(Collectors.toMap(entry -> entry.digest().toString(), Function.identity()));
        List<AssembledIndex.Child> kept = children.stream()
                .filter(child -> isKept(child.descriptor(), byDigest))
                .toList();
        if (kept.isEmpty()) {
            throw new ImageToolsException("none of the manifests match the provided platforms");
        }
        return kept;
    }

    private boolean isKept(ContentDescriptor entry, Map<String, ContentDescriptor> byDigest) {
        boolean ofKept = entry.attestedDigest()
                .map(byDigest::get)
                .filter(subject -> !subject.digest().equals(entry.digest()))
                .filter(this::matches)
                .isPresent();
        return ofKept || matches(entry);
    }

    /** What names no platform is for all. */
    private boolean matches(ContentDescriptor entry) {
        return entry.declaredPlatform().map(matcher::match).orElse(true);
    }

    /** @param entry with its platform, if it has any */
    void requireMatch(ContentDescriptor entry) throws ImageToolsException {
        if (platforms.isEmpty()) {
            return;
        }
        Platform platform = entry.declaredPlatform()
                .orElseThrow(() -> new ImageToolsException(
                        "cannot filter platforms from a manifest without platform information"));
        if (!matcher.match(platform)) {
            throw new ImageToolsException(
                    "input platform " + platform.format() + " does not match any of the provided platforms");
        }
    }

    /** Those that were asked for in vain. */
    List<Platform> missing(List<AssembledIndex.Child> kept) {
        return platforms.stream()
                .filter(platform -> kept.stream()
                        .flatMap(child -> child.descriptor().declaredPlatform().stream())
                        .noneMatch(PlatformMatcher.onlyStrict(platform)::match))
                .toList();
    }
}
