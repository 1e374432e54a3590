package io.jenkins.plugins.multiplatform.jenkins.step;

import io.jenkins.plugins.multiplatform.job.PlanReport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** One platform of a {@link PlanResult}. */
public final class PlannedResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String platform;
    private final String agent;
    private final String label;
    private final String strategy;
    private final String reason;
    private final ArrayList<String> candidates;
    private final ArrayList<String> suggestions;

    PlannedResult(PlanReport.Place place) {
        platform = place.planned().platform().formatAll();
        agent = place.planned().node().name();
        label = place.label();
        strategy = place.planned().strategy().toString();
        reason = place.planned().reason();
        candidates = new ArrayList<>(place.agents());
        suggestions = new ArrayList<>(place.suggestions());
    }

    /** Normalised, such as {@code linux/arm/v7}. */
    @Whitelisted
    public String getPlatform() {
        return platform;
    }

    /** That would build it; the label where a cloud would make one. */
    @Whitelisted
    public String getAgent() {
        return agent;
    }

    /** That its agents must carry; empty if they are found without one. */
    @Whitelisted
    public String getLabel() {
        return label;
    }

    /** {@code native}, {@code cross} or {@code emulated}. */
    @Whitelisted
    public String getStrategy() {
        return strategy;
    }

    @Whitelisted
    public String getReason() {
        return reason;
    }

    /** Agents that could take it now, best first. */
    @Whitelisted
    public List<String> getCandidates() {
        return new ArrayList<>(candidates);
    }

    /** Agents of its architecture that no rule names, with what Jenkins knows of them. */
    @Whitelisted
    public List<String> getSuggestions() {
        return new ArrayList<>(suggestions);
    }

    @Override
    public String toString() {
        return platform + " on " + agent + " (" + strategy + ")";
    }
}
