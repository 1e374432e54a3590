package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One platform's part of an output, which a machine without the destinations may send to the one that has them.
 *
 * @param name by which both know it
 * @param several whether other platforms send to the same destination
 */
public record DeclaredOutput(String name, OutputSpec output, Platform platform, boolean several)
        implements Serializable {
    /**
     * All that a machine may send.
     *
     * @param share of the plan that it builds
     */
    public static List<DeclaredOutput> of(BuildRequest request, BuildPlan share) throws PlanException {
        boolean several = NodeBuild.whole(request, share).size() > 1;
        List<DeclaredOutput> declared = new ArrayList<>();
        for (OutputSpec output : request.received()) {
            for (PlannedPlatform place : share.platforms()) {
                declared.add(
                        new DeclaredOutput(name(request, output, place.platform()), output, place.platform(), several));
            }
        }
        return declared;
    }

    /** Where they go, by name. */
    public static Map<String, OutputTarget> targets(List<DeclaredOutput> declared, OutputTargets targets) {
        Map<String, OutputTarget> byName = new HashMap<>();
        for (DeclaredOutput one : declared) {
            byName.put(one.name, targets.target(one.output, one.platform, one.several));
        }
        return byName;
    }

    /** Outputs that are written alike are one, and so is their name. */
    static String name(BuildRequest request, OutputSpec output, Platform platform) {
        return request.received().indexOf(output) + " " + platform.formatAll();
    }
}
