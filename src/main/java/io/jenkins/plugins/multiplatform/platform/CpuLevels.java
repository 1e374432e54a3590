package io.jenkins.plugins.multiplatform.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The platforms that the CPU of one platform runs, by falling preference. */
final class CpuLevels {
    private static final Pattern LEVEL = Pattern.compile("v?([0-9]{1,2})");
    private static final Pattern ARM64_LEVEL = Pattern.compile("v([89])(?:\\.([0-9]))?");
    private static final int LAST_MINOR_OF_9 = 7;

    private CpuLevels() {}

    /** @param platform normalised */
    static List<Platform> of(Platform platform) {
        List<Platform> levels = new ArrayList<>();
        switch (platform.architecture()) {
            case "amd64" -> {
                addDownTo(1, platform, levels);
                levels.add(with(platform, "386", ""));
            }
            case "arm" -> addDownTo(5, platform, levels);
            case "arm64" -> addArm64(platform, levels);
            default -> levels.add(platform);
        }
        return levels;
    }

    private static void addDownTo(int lowest, Platform platform, List<Platform> levels) {
        levels.add(platform);
        Matcher matcher = LEVEL.matcher(platform.variant());
        if (matcher.matches()) {
            for (int level = Integer.parseInt(matcher.group(1)) - 1; level >= lowest; level--) {
                levels.add(with(platform, platform.architecture(), "v" + level));
            }
        }
    }

    /** Level 9.n includes 8.(n+5); both run 32-bit code. An unknown level runs nothing that we could name. */
    private static void addArm64(Platform platform, List<Platform> levels) {
        String variant = platform.variant().isEmpty() ? "v8" : platform.variant();
        Optional<int[]> level = arm64Level(variant);
        if (level.isEmpty()) {
            return;
        }
        int minor = level.get()[1];
        if (level.get()[0] == 9) {
            addArm64Minors(platform, 9, minor, levels);
            minor = Math.min(minor + 5, 9);
        }
        addArm64Minors(platform, 8, minor, levels);
        addDownTo(5, with(platform, "arm", "v8"), levels);
    }

    private static Optional<int[]> arm64Level(String variant) {
        Matcher matcher = ARM64_LEVEL.matcher(variant);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return major == 9 && minor > LAST_MINOR_OF_9 ? Optional.empty() : Optional.of(new int[] {major, minor});
    }

    private static void addArm64Minors(Platform platform, int major, int minor, List<Platform> levels) {
        for (int i = minor; i >= 0; i--) {
            levels.add(with(platform, "arm64", i == 0 ? "v" + major : "v" + major + "." + i));
        }
    }

    private static Platform with(Platform platform, String architecture, String variant) {
        return new Platform(platform.os(), architecture, variant, platform.osVersion(), platform.osFeatures());
    }
}
