package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.build.TextTable;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.plan.Strategy;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run would do.
 *
 * @param places one for each platform, in the order asked
 */
public record PlanReport(BuildPlan plan, List<Place> places) {
    public PlanReport {
        places = List.copyOf(places);
    }

    /**
     * A platform's place.
     *
     * @param label that its agents must carry; empty if they are found without one
     * @param agents all that could take it now, best first
     * @param suggestions agents of its architecture that no rule reaches
     */
    public record Place(PlannedPlatform planned, String label, List<String> agents, List<String> suggestions) {
        public Place {
            agents = List.copyOf(agents);
            suggestions = List.copyOf(suggestions);
        }
    }

    static PlanReport of(BuildPlan plan, AgentPlacement placement, AgentFleet fleet) {
        List<Place> places = new ArrayList<>();
        for (PlannedPlatform planned : plan.platforms()) {
            Resolution resolution = placement.resolution(planned.platform());
            places.add(new Place(
                    planned,
                    resolution.label(),
                    placement.candidates(planned.platform()).stream()
                            .filter(AgentView::isUsable)
                            .map(AgentView::displayName)
                            .toList(),
                    suggestions(planned, resolution, fleet)));
        }
        return new PlanReport(plan, places);
    }

    /** Whoever builds natively needs no other. */
    private static List<String> suggestions(PlannedPlatform planned, Resolution resolution, AgentFleet fleet) {
        if (planned.strategy() == Strategy.NATIVE) {
            return List.of();
        }
        return NoAgent.suggestions(planned.platform(), resolution, fleet.agents()).stream()
                .map(agent -> agent.displayName() + " (" + agent.architecture() + ")")
                .toList();
    }

    public List<String> lines() {
        TextTable table = new TextTable("PLATFORM", "AGENT", "STRATEGY", "LABEL", "COULD TAKE IT", "WHY");
        for (Place place : places) {
            table.row(
                    place.planned().platform().formatAll(),
                    place.planned().node().name(),
                    place.planned().strategy().toString(),
                    place.label().isEmpty() ? "-" : place.label(),
                    place.agents().isEmpty() ? "-" : String.join(" ", place.agents()),
                    place.planned().reason());
        }
        List<String> lines = new ArrayList<>(table.lines());
        plan.tags().stream().map(Reference::familiar).forEach(tag -> lines.add("tag: " + tag));
        for (Place place : places) {
            place.suggestions()
                    .forEach(agent -> lines.add("note: " + agent + " may be of use for "
                            + place.planned().platform().formatAll() + ", but no rule names it"));
        }
        plan.notes().forEach(note -> lines.add("note: " + note));
        return lines;
    }
}
