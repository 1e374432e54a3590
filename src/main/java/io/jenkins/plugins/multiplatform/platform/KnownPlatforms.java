package io.jenkins.plugins.multiplatform.platform;

import java.util.Locale;
import java.util.Set;

/**
 * The operating systems and architectures that containerd knows, and its spellings of each.
 *
 * @see <a href="https://github.com/containerd/platforms/blob/main/database.go">containerd's list</a>
 */
final class KnownPlatforms {
    private static final Set<String> SYSTEMS = Set.of(
            "aix",
            "android",
            "darwin",
            "dragonfly",
            "freebsd",
            "hurd",
            "illumos",
            "ios",
            "js",
            "linux",
            "nacl",
            "netbsd",
            "openbsd",
            "plan9",
            "solaris",
            "windows",
            "zos");
    private static final Set<String> ARCHITECTURES = Set.of(
            "386",
            "amd64",
            "amd64p32",
            "arm",
            "arm64",
            "arm64be",
            "armbe",
            "loong64",
            "mips",
            "mips64",
            "mips64le",
            "mips64p32",
            "mips64p32le",
            "mipsle",
            "ppc",
            "ppc64",
            "ppc64le",
            "riscv",
            "riscv64",
            "s390",
            "s390x",
            "sparc",
            "sparc64",
            "wasm");

    /** Not in containerd's list, which is checked only for single words; its clients build for them all the same. */
    private static final Set<String> WEB_ASSEMBLY_SYSTEMS = Set.of("wasi", "wasip1");

    private KnownPlatforms() {}

    /** Architecture and variant always change together: {@code armel} is {@code arm} with {@code v6}. */
    record Cpu(String architecture, String variant) {}

    static boolean isSystem(String normalized) {
        return SYSTEMS.contains(normalized);
    }

    /** Systems that have to be written with an architecture. */
    static boolean isWebAssemblySystem(String normalized) {
        return WEB_ASSEMBLY_SYSTEMS.contains(normalized);
    }

    static boolean isArchitecture(String normalized) {
        return ARCHITECTURES.contains(normalized);
    }

    static String normalizeSystem(String os, Platform local) {
        if (os.isEmpty()) {
            return local.os();
        }
        String lower = os.toLowerCase(Locale.ROOT);
        return lower.equals("macos") ? "darwin" : lower;
    }

    static Cpu normalizeCpu(String architecture, String variant) {
        String arch = architecture.toLowerCase(Locale.ROOT);
        String level = variant.toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "i386" -> new Cpu("386", "");
            case "x86_64", "x86-64", "amd64" -> new Cpu("amd64", level.equals("v1") ? "" : level);
            case "aarch64", "arm64" -> new Cpu("arm64", arm64Variant(level));
            case "armhf" -> new Cpu("arm", "v7");
            case "armel" -> new Cpu("arm", "v6");
            case "arm" -> new Cpu("arm", armVariant(level));
            default -> new Cpu(arch, level);
        };
    }

    private static String arm64Variant(String variant) {
        return switch (variant) {
            case "8", "v8", "v8.0" -> "";
            case "9", "9.0", "v9.0" -> "v9";
            default -> variant;
        };
    }

    private static String armVariant(String variant) {
        return switch (variant) {
            case "", "7" -> "v7";
            case "5", "6", "8" -> "v" + variant;
            default -> variant;
        };
    }
}
