package io.jenkins.plugins.multiplatform.dockerfile;

import io.jenkins.plugins.multiplatform.platform.GoQuote;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds what is wrong for several platforms whatever the target is. */
final class Lint {
    private final char escape;
    private final List<Finding> findings = new ArrayList<>();

    Lint(char escape) {
        this.escape = escape;
    }

    List<Finding> check(List<Instruction> instructions, List<Stage> stages) throws InvalidDockerfileException {
        boolean inStage = false;
        Set<String> declared = new HashSet<>();
        int stage = 0;
        for (Instruction instruction : instructions) {
            if (instruction.is("FROM")) {
                inStage = true;
                declared.clear();
                checkPlatform(stages.get(stage++));
            } else if (instruction.is("ARG")) {
                checkArg(instruction, inStage, declared);
            } else if (instruction.is("ADD")) {
                MovingSources.in(instruction).ifPresent(findings::add);
            } else if (!instruction.isKnown()) {
                findings.add(new Finding(
                        Finding.Rule.UNKNOWN_INSTRUCTION,
                        instruction.line(),
                        "unknown instruction: " + instruction.keyword()));
            }
        }
        return findings;
    }

    /** @param heredocs as {@link InstructionReader.Read} has them */
    static List<Finding> windowsHeredocs(String text, Map<Integer, Integer> heredocs) {
        String[] lines = text.split("\n", -1);
        Set<Integer> instructions = new TreeSet<>();
        heredocs.forEach((line, instruction) -> {
            if (lines[line].endsWith("\r")) {
                instructions.add(instruction);
            }
        });
        return instructions.stream()
                .map(line -> new Finding(
                        Finding.Rule.WINDOWS_HEREDOC,
                        line,
                        "the heredoc's lines end with CRLF, and the shell takes each carriage return for a part of its"
                                + " command: save the file with LF line ends"))
                .toList();
    }

    private void checkArg(Instruction instruction, boolean inStage, Set<String> declared)
            throws InvalidDockerfileException {
        for (ArgDeclaration arg : ArgDeclaration.parse(instruction, escape)) {
            // Before the first stage the automatic value is already there to refer to, in a stage only once declared.
            boolean keepsAutomaticValue =
                    arg.defaultValue().isEmpty() || arg.refersToItself() && (!inStage || declared.contains(arg.name()));
            if (keepsAutomaticValue) {
                declared.add(arg.name());
            } else if (GlobalArgs.AUTOMATIC.contains(arg.name())) {
                findings.add(new Finding(
                        Finding.Rule.AUTOMATIC_ARG_DEFAULT,
                        arg.line(),
                        "ARG " + arg.name() + "=" + arg.defaultValue().orElseThrow()
                                + " replaces the value that BuildKit sets for each platform: write ARG "
                                + arg.name()));
            }
        }
    }

    private void checkPlatform(Stage stage) {
        if (stage.platform().isEmpty() || stage.platform().indexOf('$') >= 0) {
            return;
        }
        try {
            if (!Platform.parse(stage.platform()).isKnown()) {
                findings.add(new Finding(
                        Finding.Rule.UNKNOWN_PLATFORM,
                        stage.line(),
                        GoQuote.quote(stage.platform()) + ": unknown operating system or architecture"));
            }
        } catch (InvalidPlatformException e) {
            // BuildKit refuses it, and so does the reading for a target, which knows the line and the builder.
            return;
        }
    }

    static Finding foreignFinalStage(Stage stage, Platform platform, BuildTarget target) {
        return new Finding(
                Finding.Rule.FOREIGN_FINAL_STAGE,
                stage.line(),
                "stage " + stage.displayName() + " is pinned to " + platform + ": the image for "
                        + target.targetPlatform() + " will hold files of " + platform);
    }
}
