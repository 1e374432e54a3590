package io.jenkins.plugins.multiplatform.platform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Tells which platforms can stand in for a wanted one, and which of them is better. Immutable.
 *
 * @see <a href="https://github.com/containerd/platforms/blob/main/compare.go">containerd's order</a>
 */
public final class PlatformMatcher {
    private static final int NONE = Integer.MAX_VALUE;

    /** Normalised, the best first. */
    private final List<Platform> wanted;

    private PlatformMatcher(List<Platform> wanted) {
        this.wanted = wanted.stream().map(Platform::normalize).toList();
    }

    /** The platform, then whatever else its CPU runs: {@code linux/arm64} also matches {@code linux/arm/v7}. */
    public static PlatformMatcher only(Platform platform) {
        return new PlatformMatcher(CpuLevels.of(platform.normalize()));
    }

    /** The platform in any spelling, and nothing else that its CPU may run. */
    public static PlatformMatcher onlyStrict(Platform platform) {
        return new PlatformMatcher(List.of(platform));
    }

    /** Any of the platforms, earlier ones preferred. */
    public static PlatformMatcher ordered(List<Platform> platforms) {
        return new PlatformMatcher(platforms);
    }

    public boolean match(Platform candidate) {
        return rank(candidate) != NONE;
    }

    /** Whether {@code first} stands in better than {@code second}. */
    public boolean less(Platform first, Platform second) {
        return preference().compare(first, second) < 0;
    }

    /** Best first; among equals the one that needs more features; those that do not match come last. */
    public Comparator<Platform> preference() {
        return Comparator.comparingInt(this::rank)
                .thenComparingInt(candidate ->
                        match(candidate) ? -candidate.osFeatures().size() : rank(candidate.withoutFeatures()));
    }

    /** The best of the candidates that match, the first one among equals. */
    public Optional<Platform> best(List<Platform> candidates) {
        return candidates.stream().filter(this::match).min(preference());
    }

    private int rank(Platform candidate) {
        for (int i = 0; i < wanted.size(); i++) {
            if (matches(wanted.get(i), candidate)) {
                return i;
            }
        }
        return NONE;
    }

    private static boolean matches(Platform wanted, Platform candidate) {
        Platform normalized = candidate.normalize();
        return wanted.os().equals(normalized.os())
                && wanted.architecture().equals(normalized.architecture())
                && wanted.variant().equals(normalized.variant())
                && matchesVersion(wanted, candidate)
                && hasFeatures(wanted, normalized);
    }

    private static boolean matchesVersion(Platform wanted, Platform candidate) {
        Optional<WindowsVersion> host =
                wanted.os().equals("windows") ? WindowsVersion.parse(wanted.osVersion()) : Optional.empty();
        if (host.isEmpty() || candidate.osVersion().isEmpty()) {
            return true;
        }
        return WindowsVersion.parse(candidate.osVersion())
                .filter(host.get()::runs)
                .isPresent();
    }

    private static boolean hasFeatures(Platform wanted, Platform candidate) {
        List<String> needed = new ArrayList<>(candidate.osFeatures());
        if (wanted.os().equals("windows")) {
            needed.remove("win32k");
        }
        return new HashSet<>(wanted.osFeatures()).containsAll(needed);
    }
}
