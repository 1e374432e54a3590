package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;

/**
 * What decides which agents may build which platform, in the order in which it is asked.
 *
 * @param step what the step itself says
 * @param builder nodes of the builder in use that are named by a label
 * @param global what an administrator set for all jobs
 */
public record AgentRules(LabelRule step, List<LabelledNode> builder, LabelRule global) {
    public AgentRules {
        builder = List.copyOf(builder);
    }

    /**
     * A builder's node that is an agent.
     *
     * @param platforms set by hand; empty for whatever its agents turn out to be
     */
    public record LabelledNode(String label, List<Platform> platforms) {
        public LabelledNode {
            platforms = List.copyOf(platforms);
        }
    }
}
