package io.jenkins.plugins.multiplatform.dockerfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Dockerfile, read as far as the choice of nodes needs it. Immutable.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
public final class Dockerfile {
    private static final int LONGEST = 1024 * 1024;
    private static final int MOST_STAGES = 1000;

    /** Docker's own frontend, also in a mirror of it: any other may have a language of its own. */
    private static final Pattern DOCKERS_FRONTEND =
            Pattern.compile("(?:[^@]*/)?docker/dockerfile(?:-upstream)?(?:[:@].*)?", Pattern.DOTALL);

    private final Optional<String> syntax;
    private final char escape;
    private final List<Instruction> globalArgs;
    private final List<Stage> stages;
    private final List<Finding> findings;

    /** Why there are no stages; empty where there are. */
    private final String unreadable;

    private Dockerfile(
            Optional<String> syntax,
            char escape,
            List<Instruction> globalArgs,
            List<Stage> stages,
            List<Finding> findings,
            String unreadable) {
        this.syntax = syntax;
        this.escape = escape;
        this.globalArgs = List.copyOf(globalArgs);
        this.stages = List.copyOf(stages);
        this.findings = List.copyOf(findings);
        this.unreadable = unreadable;
    }

    private static Dockerfile unreadable(Optional<String> syntax, List<Finding> findings, String why) {
        return new Dockerfile(syntax, '\\', List.of(), List.of(), findings, why);
    }

    /**
     * Reads a file of at most one million characters.
     *
     * @throws InvalidDockerfileException for what BuildKit would refuse too
     */
    public static Dockerfile parse(String text) throws InvalidDockerfileException {
        if (text.isEmpty()) {
            throw new InvalidDockerfileException("the Dockerfile cannot be empty");
        }
        if (text.length() > LONGEST) {
            throw new InvalidDockerfileException(
                    "the Dockerfile has " + text.length() + " characters: more than " + LONGEST + " are not read");
        }
        List<String> lines = InstructionReader.lines(text);
        Optional<String> syntax = Directives.syntax(lines);
        if (syntax.isPresent() && !DOCKERS_FRONTEND.matcher(syntax.get()).matches()) {
            return unreadable(syntax, List.of(), "the file is in the language of " + syntax.get());
        }
        char escape = Directives.parse(lines).escape();
        InstructionReader.Read read = InstructionReader.read(lines, escape);
        List<Instruction> instructions = read.instructions();
        if (instructions.isEmpty()) {
            throw new InvalidDockerfileException("file with no instructions");
        }
        if (instructions.stream().filter(instruction -> instruction.is("FROM")).count() > MOST_STAGES) {
            return unreadable(syntax, List.of(), "the file has more than " + MOST_STAGES + " stages");
        }
        return group(syntax, escape, instructions, Lint.windowsHeredocs(text, read.heredocs()));
    }

    private static Dockerfile group(
            Optional<String> syntax, char escape, List<Instruction> instructions, List<Finding> known)
            throws InvalidDockerfileException {
        List<Instruction> globalArgs = new ArrayList<>();
        List<Stage> stages = new ArrayList<>();
        int i = 0;
        for (; i < instructions.size() && !instructions.get(i).is("FROM"); i++) {
            Instruction instruction = instructions.get(i);
            if (instruction.is("ARG")) {
                globalArgs.add(instruction);
            } else if (instruction.isKnown()) {
                throw InvalidDockerfileException.onLine(instruction.line(), "no build stage in current context");
            }
        }
        while (i < instructions.size()) {
            Instruction from = instructions.get(i++);
            int start = i;
            while (i < instructions.size() && !instructions.get(i).is("FROM")) {
                i++;
            }
            stages.add(Stage.parse(stages.size(), from, instructions.subList(start, i)));
        }
        List<Finding> findings = new ArrayList<>(known);
        findings.addAll(new Lint(escape).check(instructions, stages));
        findings.sort(Comparator.comparingInt(Finding::line));
        if (!stages.isEmpty()) {
            return new Dockerfile(syntax, escape, globalArgs, stages, findings, "");
        }
        if (findings.stream().anyMatch(Dockerfile::isUnknownInstruction)) {
            return unreadable(syntax, findings, "the file has no stage");
        }
        throw new InvalidDockerfileException("dockerfile contains no stages to build");
    }

    private static boolean isUnknownInstruction(Finding finding) {
        return finding.rule() == Finding.Rule.UNKNOWN_INSTRUCTION;
    }

    /** The frontend image that {@code # syntax=} asks for. */
    public Optional<String> syntax() {
        return syntax;
    }

    /** All stages; none where the file is in a language that this reading does not know. */
    public List<Stage> stages() {
        return stages;
    }

    /** The stages that BuildKit would build for the target, in the order of the file. */
    public List<Stage> neededStages(BuildTarget target) throws InvalidDockerfileException {
        List<Stage> needed = new ArrayList<>();
        for (ResolvedStage stage : needed(target)) {
            needed.add(stage.stage());
        }
        return needed;
    }

    /** The images that would be pulled for the target; without those whose name this reading cannot tell. */
    public List<BaseImage> baseImages(BuildTarget target) throws InvalidDockerfileException {
        List<BaseImage> images = new ArrayList<>();
        for (ResolvedStage stage : needed(target)) {
            images.addAll(stage.images());
        }
        return images;
    }

    /**
     * Patterns of what the target takes from the build context; {@code .} stands for all of it. Empty where this reading
     * cannot tell.
     */
    public Optional<List<String>> contextSources(BuildTarget target) throws InvalidDockerfileException {
        if (stages.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ContextSources.of(needed(target), escape));
        } catch (CannotTellException e) {
            return Optional.empty();
        }
    }

    /** Whether building the target would run foreign code on its builder. */
    public StrategyReading strategy(BuildTarget target) throws InvalidDockerfileException {
        return strategy(target, OnBuildTriggers.NONE);
    }

    /** The same with what base images add. */
    public StrategyReading strategy(BuildTarget target, OnBuildTriggers ofImages) throws InvalidDockerfileException {
        if (stages.isEmpty()) {
            return StrategyReading.unknown(unreadable);
        }
        Optional<String> unknown = Optional.empty();
        for (ResolvedStage stage : graph(target, ofImages).needed()) {
            Optional<Instruction> run = stage.firstRun();
            boolean foreign = stage.platform()
                    .filter(platform -> !target.runsNatively(platform))
                    .isPresent();
            if (run.isPresent() && foreign) {
                return StrategyReading.emulated(stage.stage(), run.get(), stage.origin(run.get()));
            }
            unknown = unknown.or(stage::unknown);
        }
        return unknown.map(StrategyReading::unknown).orElseGet(StrategyReading::cross);
    }

    /** The images that the target's stages start from, whose {@code ONBUILD} instructions they execute. */
    public List<BaseImage> stageImages(BuildTarget target, OnBuildTriggers ofImages) throws InvalidDockerfileException {
        return stages.isEmpty()
                ? List.of()
                : graph(target, ofImages).needed().stream()
                        .flatMap(stage -> stage.base().stream())
                        .toList();
    }

    /**
     * The target's stages for its own platform that run nothing by this reading, by their names in the daemon's steps;
     * without names that several stages have.
     */
    public Set<String> silentStages(BuildTarget target) throws InvalidDockerfileException {
        Set<String> names = new HashSet<>();
        for (ResolvedStage stage : needed(target)) {
            String name = stage.stage().displayName();
            boolean unique = stages.stream()
                            .filter(other -> other.displayName().equals(name))
                            .count()
                    == 1;
            boolean own =
                    stage.platform().filter(target.targetPlatform()::equals).isPresent();
            if (own && unique && stage.firstRun().isEmpty()) {
                names.add(stages.size() == 1 ? "" : name);
            }
        }
        return names;
    }

    /** What BuildKit accepts and is most likely wrong, in the order of the file. */
    public List<Finding> findings(BuildTarget target) throws InvalidDockerfileException {
        List<Finding> all = new ArrayList<>(findings);
        if (!stages.isEmpty()) {
            ResolvedStage last = graph(target, OnBuildTriggers.NONE).last();
            last.platform()
                    .filter(platform -> !platform.equals(target.targetPlatform()))
                    .ifPresent(platform -> all.add(Lint.foreignFinalStage(last.stage(), platform, target)));
        }
        return all;
    }

    private List<ResolvedStage> needed(BuildTarget target) throws InvalidDockerfileException {
        return stages.isEmpty()
                ? List.of()
                : graph(target, OnBuildTriggers.NONE).needed();
    }

    private StageGraph graph(BuildTarget target, OnBuildTriggers ofImages) throws InvalidDockerfileException {
        return StageGraph.of(stages, globalArgs, escape, target, ofImages);
    }
}
