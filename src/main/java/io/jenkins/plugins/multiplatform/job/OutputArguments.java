package io.jenkins.plugins.multiplatform.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.plan.OutputList;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.util.List;

/**
 * What becomes of a build's result, as a job's author wrote it.
 *
 * @param tags without list separators
 * @param push null to push if there is a tag, and nothing else is to become of the result
 * @param load into the engine that builds
 * @param outputs {@code type=local,dest=bin} and the like
 */
public record OutputArguments(
        List<String> tags, @CheckForNull Boolean push, boolean load, List<String> outputs) {
    public OutputArguments {
        tags = List.copyOf(tags);
        outputs = List.copyOf(outputs);
    }

    /** An image under these tags. */
    public static OutputArguments image(String... tags) {
        return new OutputArguments(List.of(tags), null, false, List.of());
    }

    /** Finds what is wrong already without a workspace. */
    public void check() throws InvalidArgumentException {
        toList();
    }

    /** What of it can be told without a workspace. */
    OutputList toList() throws InvalidArgumentException {
        boolean pushes = push == null ? !tags.isEmpty() && outputs.isEmpty() && !load : push;
        OutputList list;
        try {
            list = OutputList.of(outputs, pushes, tags);
        } catch (PlanException e) {
            throw new InvalidArgumentException("outputs: " + e.getMessage(), e);
        }
        if (list.push() && list.tags().isEmpty()) {
            throw new InvalidArgumentException("tag is needed when pushing to registry: give tags, or push: false");
        }
        for (OutputSpec output : list.outputs()) {
            if (output.dest().equals("-")) {
                throw new InvalidArgumentException(
                        "outputs: a step has no standard output: name a file of the workspace"
                                + " as dest, in place of -");
            }
        }
        return list;
    }
}
