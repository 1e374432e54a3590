package io.jenkins.plugins.multiplatform.platform;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An operating system and a CPU that an image is for. Two platforms are the same when their {@link #normalize()
 * normalised} forms are equal.
 *
 * @param os in Go's words: {@code linux}, {@code windows}
 * @param architecture in Go's words: {@code amd64}, {@code arm64}
 * @param variant level of the architecture: {@code v7} of arm, {@code v3} of amd64; empty for the usual one
 * @param osVersion only Windows images have one: {@code 10.0.20348.1}; else empty
 * @param osFeatures what the operating system must have, {@code win32k}; mostly empty
 * @see <a href="https://github.com/containerd/platforms">containerd's rules</a>
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">image index</a>
 */
public record Platform(String os, String architecture, String variant, String osVersion, List<String> osFeatures)
        implements Serializable {
    private static final Pattern NOT_FOR_FILE_NAMES = Pattern.compile("[^A-Za-z0-9_.()+%-]");

    public Platform {
        Objects.requireNonNull(os, "os");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(osVersion, "osVersion");
        osFeatures = List.copyOf(osFeatures);
    }

    public static Platform of(String os, String architecture) {
        return of(os, architecture, "");
    }

    public static Platform of(String os, String architecture, String variant) {
        return new Platform(os, architecture, variant, "", List.of());
    }

    /** The machine that this JVM runs on; on an agent that is the agent. */
    public static Platform local() {
        return LocalPlatform.detect();
    }

    /**
     * Reads a platform as containerd does; a word alone is completed from this machine.
     *
     * @see #parse(String, Platform)
     */
    public static Platform parse(String specifier) throws InvalidPlatformException {
        return parse(specifier, local());
    }

    /**
     * Reads a platform as containerd does: with two or three words neither is compared with the known ones, so
     * {@code linux/bogus} is accepted here and refused by {@link PlatformList}; the result is not normalised.
     *
     * @param local completes a word alone: the architecture of {@code linux}, the system of {@code arm64}
     */
    public static Platform parse(String specifier, Platform local) throws InvalidPlatformException {
        return new PlatformParser(specifier, local).parse();
    }

    /** The one spelling of this platform: {@code linux/aarch64/v8} becomes {@code linux/arm64}. */
    public Platform normalize() {
        String system = os.isEmpty() ? local().os() : KnownPlatforms.normalizeSystem(os, this);
        KnownPlatforms.Cpu cpu = KnownPlatforms.normalizeCpu(architecture, variant);
        List<String> features = osFeatures.stream().sorted().distinct().toList();
        return new Platform(system, cpu.architecture(), cpu.variant(), osVersion, features);
    }

    /** Whether both words are known, whatever the variant: containerd's, and systems of WebAssembly. */
    public boolean isKnown() {
        Platform normalized = normalize();
        boolean isSystem = KnownPlatforms.isSystem(normalized.os) || KnownPlatforms.isWebAssemblySystem(normalized.os);
        return isSystem && KnownPlatforms.isArchitecture(normalized.architecture);
    }

    /** Whether QEMU can run its programs on a node of another processor: it emulates only Linux. */
    public boolean canBeEmulated() {
        return normalize().os.equals("linux");
    }

    /** {@code os/architecture[/variant]}; {@code unknown} without an operating system. */
    public String format() {
        return join(os);
    }

    /** {@link #format()} with the version and the features: {@code windows(10.0.17763+win32k)/amd64}. */
    public String formatAll() {
        return join(os + OsOptions.format(osVersion, osFeatures));
    }

    private String join(String system) {
        if (os.isEmpty()) {
            return "unknown";
        }
        return Stream.of(system, architecture, variant)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }

    /**
     * The name of this platform's folder in a local output: {@link #formatAll()} with {@code _} for {@code /}. It is
     * always one harmless path element, also for a platform that came from a hostile registry.
     */
    public String folderName() {
        String name = NOT_FOR_FILE_NAMES.matcher(formatAll()).replaceAll("_");
        return name.chars().allMatch(c -> c == '.') ? "_" : name;
    }

    Platform withCpu(KnownPlatforms.Cpu cpu) {
        return new Platform(os, cpu.architecture(), cpu.variant(), osVersion, osFeatures);
    }

    Platform withoutFeatures() {
        return osFeatures.isEmpty() ? this : new Platform(os, architecture, variant, osVersion, List.of());
    }

    @Override
    public String toString() {
        return formatAll();
    }
}
