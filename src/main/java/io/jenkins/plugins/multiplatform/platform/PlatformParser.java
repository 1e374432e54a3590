package io.jenkins.plugins.multiplatform.platform;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** containerd's grammar of a platform, {@code <os>[(<options>)]|<arch>|<os>[(<options>)]/<arch>[/<variant>]}. */
final class PlatformParser {
    private static final String COMPONENT_TEXT = "^[A-Za-z0-9_.-]+$";
    private static final String OS_TEXT = "^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.%-]*)((?:\\+[A-Za-z0-9_.%-]+)*)\\))?$";
    private static final Pattern COMPONENT = Pattern.compile("[A-Za-z0-9_.-]+");
    // Possessive: the same language, but Java's matcher neither recurses nor backtracks on hostile input.
    private static final Pattern OS =
            Pattern.compile("([A-Za-z0-9_-]++)(?:\\(([A-Za-z0-9_.%-]*+)((?:\\+[A-Za-z0-9_.%-]++)*+)\\))?");

    private final String specifier;
    private final Platform local;

    PlatformParser(String specifier, Platform local) {
        this.specifier = specifier;
        this.local = local;
    }

    Platform parse() throws InvalidPlatformException {
        if (specifier.contains("*")) {
            throw invalid("%s: wildcards not yet supported", GoQuote.quote(specifier));
        }
        String[] parts = specifier.split("/", 4);
        Platform system = parseSystem(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            requireComponent(parts[i]);
        }
        return switch (parts.length) {
            case 1 -> oneWord(system);
            case 2 -> system.withCpu(withoutImpliedVariant(KnownPlatforms.normalizeCpu(parts[1], "")));
            case 3 -> system.withCpu(withArm64Variant(KnownPlatforms.normalizeCpu(parts[1], parts[2])));
            default -> throw invalid("%s: cannot parse platform specifier", GoQuote.quote(specifier));
        };
    }

    private Platform parseSystem(String part) throws InvalidPlatformException {
        Matcher matcher = OS.matcher(part);
        if (!matcher.matches()) {
            throw invalid(
                    "%s is an invalid OS component of %s: OSAndVersion specifier component must match %s",
                    GoQuote.quote(part), GoQuote.quote(specifier), GoQuote.quote(OS_TEXT));
        }
        String version = matcher.group(2) == null ? "" : OsOptions.parseVersion(specifier, matcher.group(2));
        List<String> features =
                matcher.group(3) == null ? List.of() : OsOptions.parseFeatures(specifier, matcher.group(3));
        return new Platform(KnownPlatforms.normalizeSystem(matcher.group(1), local), "", "", version, features);
    }

    private void requireComponent(String part) throws InvalidPlatformException {
        if (!COMPONENT.matcher(part).matches()) {
            throw invalid(
                    "%s is an invalid component of %s: platform specifier component must match %s",
                    GoQuote.quote(part), GoQuote.quote(specifier), GoQuote.quote(COMPONENT_TEXT));
        }
    }

    private Platform oneWord(Platform system) throws InvalidPlatformException {
        if (KnownPlatforms.isSystem(system.os())) {
            boolean armBelowOrAbove7 =
                    local.architecture().equals("arm") && !local.variant().equals("v7");
            return system.withCpu(
                    new KnownPlatforms.Cpu(local.architecture(), armBelowOrAbove7 ? local.variant() : ""));
        }
        KnownPlatforms.Cpu cpu = withoutImpliedVariant(KnownPlatforms.normalizeCpu(specifier, ""));
        if (KnownPlatforms.isArchitecture(cpu.architecture())) {
            return Platform.of(local.os(), cpu.architecture(), cpu.variant());
        }
        throw unknown(specifier);
    }

    private static KnownPlatforms.Cpu withoutImpliedVariant(KnownPlatforms.Cpu cpu) {
        boolean implied = cpu.architecture().equals("arm") && cpu.variant().equals("v7");
        return implied ? new KnownPlatforms.Cpu("arm", "") : cpu;
    }

    private static KnownPlatforms.Cpu withArm64Variant(KnownPlatforms.Cpu cpu) {
        boolean dropped = cpu.architecture().equals("arm64") && cpu.variant().isEmpty();
        return dropped ? new KnownPlatforms.Cpu("arm64", "v8") : cpu;
    }

    static InvalidPlatformException unknown(String specifier) {
        return invalid("%s: unknown operating system or architecture", GoQuote.quote(specifier));
    }

    private static InvalidPlatformException invalid(String format, Object... arguments) {
        return new InvalidPlatformException(String.format(format, arguments) + ": invalid argument");
    }
}
