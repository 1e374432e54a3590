package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;

/**
 * Who may build a platform, and why.
 *
 * @param origin the rule that said so, as a phrase for logs
 * @param label that an agent must carry; empty if agents were found without one
 * @param agents that carry it, usable or not, in the server's order
 * @param open whether the rule does not say what they build, so that they must be asked
 */
record Resolution(Platform platform, String origin, String label, List<AgentView> agents, boolean open) {
    /** The rule for labels that nobody wrote. */
    static final String USUAL_LABEL = "usual label of the architecture";

    Resolution {
        agents = List.copyOf(agents);
    }

    boolean isEmpty() {
        return agents.isEmpty() && label.isEmpty();
    }

    boolean isUsualLabel() {
        return origin.equals(USUAL_LABEL);
    }

    List<AgentView> usable() {
        return agents.stream().filter(AgentView::isUsable).toList();
    }

    /** As a phrase: {@code label "arm64" (usual label of the architecture)}. */
    String describe() {
        return label.isEmpty() ? origin : "label \"" + label + "\" (" + origin + ")";
    }
}
