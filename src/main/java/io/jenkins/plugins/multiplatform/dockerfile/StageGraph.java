package io.jenkins.plugins.multiplatform.dockerfile;

import io.jenkins.plugins.multiplatform.platform.GoQuote;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The stages of a file for one target, each with its platform and what it needs, by BuildKit's rules. */
final class StageGraph {
    private static final String SCRATCH = "scratch";
    private static final int MOST_TRIGGERS = 10_000;
    private static final Pattern INDEX = Pattern.compile("[0-9]+");

    private final char escape;
    private final BuildTarget target;
    private final GlobalArgs args;
    private final OnBuildTriggers ofImages;
    private final List<ResolvedStage> stages = new ArrayList<>();

    /** A later stage takes over the name of an earlier one. */
    private final Map<String, Integer> byName = new HashMap<>();

    private int triggers;

    private StageGraph(char escape, BuildTarget target, GlobalArgs args, OnBuildTriggers ofImages) {
        this.ofImages = ofImages;
        this.escape = escape;
        this.target = target;
        this.args = args;
    }

    /** @param stages at least one */
    static StageGraph of(
            List<Stage> stages, List<Instruction> globalArgs, char escape, BuildTarget target, OnBuildTriggers ofImages)
            throws InvalidDockerfileException {
        String last = stages.get(stages.size() - 1).name();
        StageGraph graph = new StageGraph(escape, target, GlobalArgs.of(globalArgs, escape, target, last), ofImages);
        for (Stage stage : stages) {
            graph.addStage(stage);
        }
        for (ResolvedStage stage : graph.stages) {
            graph.addSources(stage);
        }
        graph.requireNoCircle();
        return graph;
    }

    private void addStage(Stage stage) throws InvalidDockerfileException {
        ResolvedStage resolved = new ResolvedStage(stage);
        try {
            String base = args.expand(stage.base(), escape, stage.line());
            if (base.isEmpty()) {
                throw InvalidDockerfileException.onLine(
                        stage.line(), "base name (" + stage.base() + ") should not be blank");
            }
            Optional<Platform> pinned = pinnedPlatform(stage);
            Integer earlier = byName.get(base);
            if (earlier != null) {
                startFrom(stages.get(earlier), resolved);
            } else {
                boolean empty = base.equals(SCRATCH);
                resolved.setPlatform(empty ? target.targetPlatform() : pinned.orElse(target.targetPlatform()));
                if (!empty) {
                    startFrom(new BaseImage(base, resolved.platform().orElseThrow(), stage.line()), resolved);
                }
            }
        } catch (CannotTellException e) {
            resolved.addUnknown(e.getMessage());
        }
        resolved.instructions().addAll(stage.instructions());
        stages.add(resolved);
        if (!stage.name().isEmpty()) {
            byName.put(stage.name(), stage.index());
        }
    }

    /** A stage that starts from another has its platform, whatever its own {@code --platform} says. */
    private void startFrom(ResolvedStage base, ResolvedStage resolved)
            throws InvalidDockerfileException, CannotTellException {
        resolved.needs().add(base.stage().index());
        resolved.inheritUnknown(base);
        base.platform().ifPresent(resolved::setPlatform);
        for (Instruction instruction : base.onBuild()) {
            resolved.instructions().add(checked(instruction.trigger(escape)));
        }
    }

    private void startFrom(BaseImage image, ResolvedStage resolved)
            throws InvalidDockerfileException, CannotTellException {
        List<Instruction> added = new ArrayList<>();
        try {
            for (String trigger : ofImages.of(image)) {
                // BuildKit reads each as a file of its own, whose escape character is the usual one.
                added.add(checked(Instruction.parse(trigger, '\\', image.line())));
            }
        } finally {
            resolved.setBase(image, added);
        }
    }

    private Instruction checked(Instruction trigger) throws InvalidDockerfileException, CannotTellException {
        if (++triggers > MOST_TRIGGERS) {
            throw new CannotTellException("more than " + MOST_TRIGGERS + " instructions come from ONBUILD");
        }
        if (trigger.is("ONBUILD")) {
            throw InvalidDockerfileException.onLine(
                    trigger.line(), "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
        }
        return trigger;
    }

    private Optional<Platform> pinnedPlatform(Stage stage) throws InvalidDockerfileException, CannotTellException {
        if (stage.platform().isEmpty()) {
            return Optional.empty();
        }
        String text = args.expand(stage.platform(), escape, stage.line());
        if (text.isEmpty()) {
            throw InvalidDockerfileException.onLine(
                    stage.line(), "empty platform value from expression " + stage.platform());
        }
        try {
            return Optional.of(Platform.parse(text, target.buildPlatform()).normalize());
        } catch (InvalidPlatformException e) {
            throw InvalidDockerfileException.onLine(
                    stage.line(), "failed to parse platform " + stage.platform() + ": " + e.getMessage());
        }
    }

    private void addSources(ResolvedStage stage) throws InvalidDockerfileException {
        for (Instruction instruction : stage.instructions()) {
            if (!instruction.isKnown()) {
                stage.addUnknown("unknown instruction: " + instruction.keyword());
            }
            try {
                for (StageSources.Source source : StageSources.of(instruction)) {
                    addSource(stage, source);
                }
            } catch (CannotTellException e) {
                stage.addUnknown(e.getMessage());
            }
        }
    }

    private void addSource(ResolvedStage stage, StageSources.Source source) throws InvalidDockerfileException {
        if (source.numbered() && INDEX.matcher(source.name()).matches()) {
            if (source.name().length() > 6 || Integer.parseInt(source.name()) >= stages.size()) {
                throw InvalidDockerfileException.onLine(source.line(), "invalid stage index " + source.name());
            }
            stage.needs().add(Integer.parseInt(source.name()));
            return;
        }
        Integer named = byName.get(source.name().toLowerCase(Locale.ROOT));
        if (named != null) {
            stage.needs().add(named);
        } else if (!source.name().equals(SCRATCH)) {
            stage.images().add(new BaseImage(source.name(), target.targetPlatform(), source.line()));
        }
    }

    /** Takes away stages all of whose needs are gone, until none or only those of a circle are left. */
    private void requireNoCircle() throws InvalidDockerfileException {
        Map<Integer, List<Integer>> neededBy = new HashMap<>();
        int[] open = new int[stages.size()];
        Deque<Integer> free = new ArrayDeque<>();
        for (int i = 0; i < open.length; i++) {
            open[i] = stages.get(i).needs().size();
            for (int need : stages.get(i).needs()) {
                neededBy.computeIfAbsent(need, key -> new ArrayList<>()).add(i);
            }
            if (open[i] == 0) {
                free.add(i);
            }
        }
        while (!free.isEmpty()) {
            for (int user : neededBy.getOrDefault(free.remove(), List.of())) {
                if (--open[user] == 0) {
                    free.add(user);
                }
            }
        }
        for (int i = 0; i < open.length; i++) {
            if (open[i] > 0) {
                Stage stage = stages.get(i).stage();
                throw InvalidDockerfileException.onLine(
                        stage.line(), "circular dependency detected on stage: " + stage.displayName());
            }
        }
    }

    /** The stage to build. */
    ResolvedStage last() throws InvalidDockerfileException {
        String wanted = target.stage();
        if (wanted.isEmpty()) {
            return stages.get(stages.size() - 1);
        }
        Integer index = byName.get(wanted.toLowerCase(Locale.ROOT));
        if (index == null && wanted.matches("[0-9]{1,6}") && Integer.parseInt(wanted) < stages.size()) {
            index = Integer.parseInt(wanted);
        }
        if (index == null) {
            throw new InvalidDockerfileException("target stage " + GoQuote.quote(wanted) + " could not be found");
        }
        return stages.get(index);
    }

    /** The stage to build and all that it needs, in the order of the file. */
    List<ResolvedStage> needed() throws InvalidDockerfileException {
        BitSet needed = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(last().stage().index()));
        while (!open.isEmpty()) {
            int index = open.remove();
            if (!needed.get(index)) {
                needed.set(index);
                open.addAll(stages.get(index).needs());
            }
        }
        return needed.stream().mapToObj(stages::get).toList();
    }
}
