package io.jenkins.plugins.multiplatform.dockerfile;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The variables that {@code FROM} lines see: the automatic ones, then each {@code ARG} before the first stage. */
final class GlobalArgs {
    /** Set by BuildKit for each build, in and outside of stages. */
    static final Set<String> AUTOMATIC = Set.of(
            "BUILDPLATFORM",
            "BUILDOS",
            "BUILDOSVERSION",
            "BUILDARCH",
            "BUILDVARIANT",
            "TARGETPLATFORM",
            "TARGETOS",
            "TARGETOSVERSION",
            "TARGETARCH",
            "TARGETVARIANT",
            "TARGETSTAGE");

    private final Map<String, String> values = new HashMap<>();

    /** Names whose value this reading cannot tell, with the reason. */
    private final Map<String, String> unknown = new HashMap<>();

    /** Characters that values may still take up, against files that double a value again and again. */
    private int room = 1024 * 1024;

    /** @param lastStage name of the last stage, which the target is without being asked for */
    static GlobalArgs of(List<Instruction> args, char escape, BuildTarget target, String lastStage)
            throws InvalidDockerfileException {
        GlobalArgs global = new GlobalArgs();
        global.putPlatform(
                "BUILD", target.buildPlatform(), target.buildPlatform().format());
        global.putPlatform(
                "TARGET", target.targetPlatform(), target.targetPlatform().formatAll());
        String stage = target.stage().isEmpty() ? lastStage : target.stage();
        global.values.put("TARGETSTAGE", stage.isEmpty() ? "default" : stage);
        for (String name : AUTOMATIC) {
            if (target.buildArgs().containsKey(name)) {
                global.values.put(name, target.buildArgs().get(name));
            }
        }
        for (Instruction instruction : args) {
            for (ArgDeclaration arg : ArgDeclaration.parse(instruction, escape)) {
                global.declare(arg, escape, target.buildArgs());
            }
        }
        return global;
    }

    private void putPlatform(String prefix, Platform platform, String formatted) {
        values.put(prefix + "PLATFORM", formatted);
        values.put(prefix + "OS", platform.os());
        values.put(prefix + "OSVERSION", platform.osVersion());
        values.put(prefix + "ARCH", platform.architecture());
        values.put(prefix + "VARIANT", platform.variant());
    }

    private void declare(ArgDeclaration arg, char escape, Map<String, String> buildArgs)
            throws InvalidDockerfileException {
        unknown.remove(arg.name());
        if (buildArgs.containsKey(arg.name())) {
            values.put(arg.name(), buildArgs.get(arg.name()));
        } else if (arg.defaultValue().isPresent()) {
            try {
                String value = expand(arg.defaultValue().get(), escape, arg.line());
                room -= value.length();
                if (room < 0) {
                    throw new CannotTellException("the values of all ARG together are too long");
                }
                values.put(arg.name(), value);
            } catch (CannotTellException e) {
                unknown.put(arg.name(), e.getMessage());
            }
        }
    }

    /** One word of a {@code FROM} line. */
    String expand(String word, char escape, int line) throws InvalidDockerfileException, CannotTellException {
        return VariableExpander.expand(word, escape, this::get, line);
    }

    private Optional<String> get(String name) throws CannotTellException {
        if (unknown.containsKey(name)) {
            throw new CannotTellException(name + " is unknown: " + unknown.get(name));
        }
        return Optional.ofNullable(values.get(name));
    }
}
