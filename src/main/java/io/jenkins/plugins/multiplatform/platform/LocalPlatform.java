package io.jenkins.plugins.multiplatform.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The platform of the machine that this JVM runs on, in Go's words. The operating system's version stays empty:
 * Java does not tell the build number of Windows, and an empty version matches every one.
 */
final class LocalPlatform {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private LocalPlatform() {}

    static Platform detect() {
        String os = system(System.getProperty("os.name", ""));
        String architecture = architecture(System.getProperty("os.arch", ""));
        return Platform.of(os, architecture, variant(os, architecture));
    }

    static String system(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return "windows";
        }
        if (name.startsWith("mac") || name.equals("darwin")) {
            return "darwin";
        }
        return name.equals("sunos") ? "solaris" : name;
    }

    static String architecture(String osArch) {
        String arch = osArch.toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "x86_64" -> "amd64";
            case "x86", "i386", "i486", "i586", "i686" -> "386";
            case "aarch64" -> "arm64";
            case "aarch32", "armv7l", "armv6l" -> "arm";
            case "loongarch64" -> "loong64";
            default -> arch;
        };
    }

    private static String variant(String os, String architecture) {
        return switch (architecture) {
            case "arm64" -> "v8";
            case "arm" -> os.equals("linux") ? linuxArmVariant() : "v7";
            default -> "";
        };
    }

    /** Empty where the kernel says nothing: {@code arm} without a variant counts as v7. */
    private static String linuxArmVariant() {
        try {
            return armVariant(Files.readAllLines(CPU_INFO, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return "";
        }
    }

    static String armVariant(List<String> cpuInfo) {
        String level = field(cpuInfo, "CPU architecture").orElse("");
        // The ARMv6 Raspberry Pi reports architecture 7; its model name is right.
        boolean armv6 = field(cpuInfo, "model name")
                .filter(model -> model.toLowerCase(Locale.ROOT).startsWith("armv6-compatible"))
                .isPresent();
        if (armv6 || level.startsWith("6")) {
            return "v6";
        }
        if (level.equals("8") || level.equalsIgnoreCase("aarch64")) {
            return "v8";
        }
        if (level.startsWith("5")) {
            return "v5";
        }
        return level.startsWith("7") ? "v7" : "";
    }

    private static Optional<String> field(List<String> cpuInfo, String name) {
        return cpuInfo.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equalsIgnoreCase(name))
                .map(parts -> parts[1].strip())
                .findFirst();
    }
}
