package io.jenkins.plugins.multiplatform.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The outputs of a build, checked as far as that goes without looking at a disk.
 *
 * @param push whether one of them is an image to push
 * @param load whether one of them is an image for the engine that builds it
 * @param tags those given, or else the names of the image that is pushed
 * @param outputs to ask exporters for; none of them is {@code cacheonly}
 */
public record OutputList(boolean push, boolean load, List<String> tags, List<OutputSpec> outputs)
        implements Serializable {
    private static final Set<String> MODES = Set.of("", "copy", "delete");

    public OutputList {
        tags = List.copyOf(tags);
        outputs = List.copyOf(outputs);
    }

    /**
     * @param written as by {@code --output}
     * @param push as by {@code --push}
     * @throws PlanException with buildx's text where buildx has one
     */
    public static OutputList of(List<String> written, boolean push, List<String> tags) throws PlanException {
        boolean pushes = push;
        boolean loads = false;
        boolean loadsIntoEngine = false;
        List<OutputSpec> kept = new ArrayList<>();
        List<String> names = new ArrayList<>(tags);
        List<OutputSpec> outputs = new ArrayList<>();
        for (String one : written) {
            OutputSpec output = OutputSpec.parse(one);
            check(output);
            output.checkBooleans();
            if (output.isPushedByDigest() && !tags.isEmpty()) {
                throw new PlanException("can't push tagged ref " + tags.get(0)
                        + " by digest: name the repository in the" + " output (name=…) and give no tags");
            }
            boolean pushed = output.isImage() && (push || output.isPushed());
            boolean loaded = !pushed && output.isStored();
            pushes |= pushed;
            loads |= loaded;
            if (tags.isEmpty() && (pushed || loaded) && output.attributes().containsKey("name")) {
                names.addAll(List.of(output.attributes().get("name").split(",")));
            }
            if (loaded && output.isImage()) {
                kept.add(output);
            } else if (!loaded && !output.type().equals(OutputSpec.CACHE_ONLY)) {
                outputs.add(output);
            }
            loadsIntoEngine |= loaded && !output.isImage();
        }
        if (outputs.stream().filter(OutputSpec::isForStandardOutput).count() > 1) {
            throw new PlanException("multiple outputs configured to write to stdout");
        }
        if (!loadsIntoEngine && !pushes) {
            outputs.addAll(kept);
        }
        return new OutputList(pushes, loads, names, outputs);
    }

    private static void check(OutputSpec output) throws PlanException {
        switch (output.type()) {
            case OutputSpec.IMAGE, OutputSpec.REGISTRY, OutputSpec.CACHE_ONLY, OutputSpec.TAR -> {
                return;
            }
            case OutputSpec.LOCAL -> checkFolder(output);
            case OutputSpec.OCI, OutputSpec.DOCKER -> {
                if (output.isLayout()) {
                    checkFolder(output);
                }
            }
            default -> throw new PlanException("exporter \"" + output.type() + "\" could not be found");
        }
    }

    private static void checkFolder(OutputSpec output) throws PlanException {
        if (output.dest().isEmpty()) {
            throw new PlanException("dest is required for " + output.type() + " exporter");
        }
        if (output.isForStandardOutput()) {
            throw new PlanException("dest cannot be stdout for " + output.type() + " exporter");
        }
        if (output.isFolder() && !MODES.contains(output.mode())) {
            throw new PlanException(
                    "invalid local exporter mode \"" + output.attributes().get("mode") + "\"");
        }
    }

    /**
     * The same where the image has to get into an engine. Of {@code type=image} alone a BuildKit without images of its own
     * keeps the result in its cache.
     */
    public OutputList withoutKept() {
        List<OutputSpec> others =
                outputs.stream().filter(output -> !output.isImage()).toList();
        return push ? this : new OutputList(false, load, tags, others);
    }

    /** Whether one of them is written to the standard output. */
    public boolean usesStandardOutput() {
        return outputs.stream().anyMatch(OutputSpec::isForStandardOutput);
    }
}
