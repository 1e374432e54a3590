package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.LocalOutputs;
import io.jenkins.plugins.multiplatform.build.MirrorRule;
import io.jenkins.plugins.multiplatform.build.OutputTargets;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The outputs of runs whose workspace is on this machine. Each of a run's agents sends to them by a call of its own, and
 * the last call puts them together, so they outlive calls: found by a name that nobody can guess.
 */
public final class OpenOutputs {
    private static final Map<String, Entry> OPEN = new ConcurrentHashMap<>();

    private OpenOutputs() {}

    private record Entry(LocalOutputs outputs, Runnable onClose) {}

    /**
     * @param workspace whose links lead nowhere else
     * @param rule for those that delete what is in their folder
     * @param onClose run once, when they are closed
     * @throws PlanException if something else stands where an output shall go
     */
    public static void open(
            String name, List<OutputSpec> outputs, MirrorRule rule, Workspace workspace, Runnable onClose)
            throws PlanException {
        OPEN.put(name, new Entry(LocalOutputs.of(outputs, rule, workspace, Optional.empty()), onClose));
    }

    /** @throws IOException if they are closed */
    public static OutputTargets of(String name) throws IOException {
        Entry entry = OPEN.get(name);
        if (entry == null) {
            throw new IOException("the outputs of this build are not open on this machine any more: its connection to"
                    + " the controller was interrupted");
        }
        return entry.outputs;
    }

    /** Removes what is not finished; more than once does nothing more. */
    public static void close(String name) throws IOException {
        Entry entry = OPEN.remove(name);
        if (entry != null) {
            entry.onClose.run();
            entry.outputs.close();
        }
    }
}
