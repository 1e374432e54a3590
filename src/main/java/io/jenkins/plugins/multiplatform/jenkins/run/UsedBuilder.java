package io.jenkins.plugins.multiplatform.jenkins.run;

import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.jenkins.action.RunBuilders;
import io.jenkins.plugins.multiplatform.job.AgentRules;
import io.jenkins.plugins.multiplatform.job.DefaultBuilder;
import io.jenkins.plugins.multiplatform.job.LabelledNodes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The builder that a build uses, if it uses one: its nodes are addresses, as the agent of the workspace sees them, or
 * agents by their labels.
 */
record UsedBuilder(Optional<BuilderInstance> addresses, List<AgentRules.LabelledNode> labels) {
    private static final String DOCKER_HOST = "DOCKER_HOST";

    static UsedBuilder of(BuildPlace place, String name) throws BuilderException, IOException, InterruptedException {
        RunBuilders builders = RunBuilders.of(place.run());
        Optional<String> wanted = name.isEmpty() ? builders.current() : Optional.of(name);
        if (wanted.isPresent()) {
            BuilderInstance builder = builders.require(wanted.get());
            return LabelledNodes.isLabelled(builder)
                    ? new UsedBuilder(Optional.empty(), LabelledNodes.of(builder))
                    : new UsedBuilder(Optional.of(builder), List.of());
        }
        return new UsedBuilder(engineOfTheScript(place), List.of());
    }

    /** A script that sets the variable names an engine; one that the agent has from home is that agent's engine. */
    private static Optional<BuilderInstance> engineOfTheScript(BuildPlace place)
            throws IOException, InterruptedException {
        return place.ofTheScript(DOCKER_HOST).isEmpty()
                ? Optional.empty()
                : Optional.of(DefaultBuilder.of(place.environment()));
    }
}
