package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.BuilderInspector;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.Emulation;
import io.jenkins.plugins.multiplatform.plan.Placed;
import io.jenkins.plugins.multiplatform.plan.Placement;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.Planner;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Optional;

/** Places on a builder's nodes, which are asked what they are from the machine that this runs on. */
final class BuilderPlacement implements Placement {
    private final BuilderInstance builder;
    private final Optional<ClassicStore> need;

    BuilderPlacement(BuilderInstance builder, BuildRequest request) {
        this.builder = builder;
        this.need = ClassicStore.lacks(request);
    }

    @Override
    public Placed place(List<Platform> wanted, boolean imageStore, Emulation emulation)
            throws PlanException, InterruptedException {
        UsableNodes nodes = UsableNodes.of(BuilderInspector.probe(builder), imageStore ? need : Optional.empty());
        List<Platform> platforms = wanted.isEmpty() ? List.of(nodes.first()) : wanted;
        Placed placed = new Planner(nodes.usable(), emulation).place(platforms);
        // A node that is away might have been the native one: a build that quietly takes hours instead is a trap.
        if (!nodes.unusable().isEmpty()
                && placed.platforms().stream().anyMatch(place -> place.strategy() == Strategy.EMULATED)) {
            throw new PlanException("not all nodes of builder \"" + builder.name() + "\" can be used, and the others"
                    + " would have to emulate: " + String.join("; ", nodes.unusable()));
        }
        return new Placed(placed.platforms(), placed.unplaced(), nodes.notes());
    }
}
