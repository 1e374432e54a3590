package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitException;
import io.jenkins.plugins.multiplatform.buildkit.SourcePolicyJson;
import io.jenkins.plugins.multiplatform.driver.Drivers;
import io.jenkins.plugins.multiplatform.options.AnnotationLevel;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.BuildArgumentNames;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import java.util.ArrayList;
import java.util.List;

/** Options that do not go together, or that do something which their user may not expect. */
final class RequestCheck {
    private RequestCheck() {}

    /** A policy that can't be read allows nothing. */
    static void sourcePolicy(BuildInput input) throws PlanException {
        try {
            SourcePolicyJson.check(input.sourcePolicy());
        } catch (BuildkitException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    /**
     * What the user should know.
     *
     * @throws PlanException for what must not be done
     */
    static List<String> notes(BuildInput input) throws PlanException {
        if (input.noCache() && !input.options().caches().skippedStages().isEmpty()) {
            throw new PlanException("--no-cache and --no-cache-filter cannot currently be used together");
        }
        if (input.buildArgs().containsKey("BUILDKIT_SYNTAX")
                && input.buildArgs().get("BUILDKIT_SYNTAX").isBlank()) {
            throw new PlanException(
                    "empty BUILDKIT_SYNTAX build-arg is invalid, use --build-arg BUILDKIT_SYNTAX without '='"
                            + " for optional behavior");
        }
        List<String> notes = new ArrayList<>();
        for (String name : BuildArgumentNames.automatic(input.buildArgs().keySet())) {
            notes.add("build argument " + name
                    + " is given by hand: every platform is built with this one value in place" + " of its own");
        }
        addSecrets(input, notes);
        if (input.options().annotations().stream()
                .anyMatch(annotation -> annotation.level() == AnnotationLevel.INDEX_DESCRIPTOR)) {
            notes.add("index-descriptor annotations stand in OCI layouts alone: what is pushed has none of them");
        }
        return notes;
    }

    /** What the user should know of outputs that may be published by other means. */
    static List<String> outputNotes(BuildRequest request) {
        boolean recorded = !request.cacheNamespace().isEmpty()
                && request.input().options().attestations().publishesBuildArguments()
                && (!request.received().isEmpty() || request.input().options().load());
        return recorded
                ? List.of(
                        "provenance with mode=max in outputs and loaded images names this job's cache mounts, which is"
                                + " taken out only of what is pushed: publish it with mode=min")
                : List.of();
    }

    /** @throws PlanException if an archive can't hold what shall be in it */
    static void outputs(BuildRequest request, int platforms) throws PlanException {
        if (platforms > 1
                && request.received().stream().anyMatch(output -> output.type().equals(OutputSpec.DOCKER))) {
            throw new PlanException(
                    "docker exporter does not support exporting manifest lists, use the oci exporter instead");
        }
    }

    /** @throws PlanException if there is more than can be loaded */
    static void load(BuildRequest request, int platforms) throws PlanException {
        if (!request.isKeptByNode()) {
            load(request.input(), platforms);
        }
    }

    private static void load(BuildInput input, int platforms) throws PlanException {
        if (input.options().load() && platforms > 1) {
            throw new PlanException("docker exporter does not currently support exporting manifest lists: each of the "
                    + platforms + " images would replace the one before. Load one platform, or push");
        }
    }

    /** @throws PlanException if the nodes can't take what is to be loaded into them */
    static void load(BuildRequest request, List<PlannedPlatform> places) throws PlanException {
        for (PlannedPlatform place : places) {
            boolean isEngine = place.driver().equals(Drivers.DOCKER);
            if (isEngine) {
                load(request.input(), places.size());
            }
            if (request.input().options().load() && !isEngine && !request.isKeptByNode()) {
                throw new PlanException("cannot load into a BuildKit of driver \"" + place.driver()
                        + "\": it has no images of its own. Push, or build with a Docker Engine");
            }
        }
    }

    private static void addSecrets(BuildInput input, List<String> notes) throws PlanException {
        List<String> names = BuildArgumentNames.secret(input.buildArgs().keySet());
        if (names.isEmpty()) {
            return;
        }
        String list = String.join(", ", names);
        Attestations attestations = input.options().attestations();
        if (attestations.publishesBuildArguments()) {
            throw new PlanException(
                    "the provenance would publish the values of build arguments that seem to be secrets: "
                            + list + ". Give them as secrets (RUN --mount=type=secret), rename them if they are none,"
                            + " or ask for provenance with mode=min");
        }
        notes.add("build arguments that seem to be secrets can be read in the image's history"
                + (attestations.hasProvenance() ? " or provenance" : "") + ": " + list
                + "; RUN --mount=type=secret keeps them out of it");
    }
}
