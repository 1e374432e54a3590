package io.jenkins.plugins.multiplatform.platform;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which Windows containers a Windows host runs. Until Server 2022 the builds must be equal; later hosts also run
 * containers back to the long-term release before them.
 *
 * @see <a href="https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility">
 *     version compatibility</a>
 */
record WindowsVersion(int major, int minor, int build) {
    private static final int LTSC_2022 = 20348;
    private static final int LTSC_2025 = 26100;
    private static final Pattern VERSION =
            Pattern.compile("0*([0-9]{1,3})\\.0*([0-9]{1,3})\\.0*([0-9]{1,5})(?:\\..*)?", Pattern.DOTALL);

    /** Empty for text that names no build. */
    static Optional<WindowsVersion> parse(String text) {
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        WindowsVersion version = new WindowsVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        boolean inRange = version.major <= 0xff && version.minor <= 0xff && version.build <= 0xffff;
        return inRange ? Optional.of(version) : Optional.empty();
    }

    boolean runs(WindowsVersion container) {
        if (major != container.major || minor != container.minor) {
            return false;
        }
        if (build < LTSC_2022) {
            return build == container.build;
        }
        int oldest = build > LTSC_2025 ? LTSC_2025 : LTSC_2022;
        return oldest <= container.build && container.build <= build;
    }
}
