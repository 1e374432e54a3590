package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.options.Annotation;
import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import java.util.List;
import java.util.Map;

/**
 * What is recorded about an image, as a job's author wrote it.
 *
 * @param provenance true, false, or attributes such as {@code mode=max}; empty for the default
 * @param sbom likewise
 * @param attests {@code type=sbom,generator=IMAGE} and the like
 * @param annotations {@code [LEVEL[PLATFORM]:]KEY=VALUE}, as {@link KeyValues#of} gives them
 */
public record AttestationArguments(String provenance, String sbom, List<String> attests, List<String> annotations) {
    public AttestationArguments {
        attests = List.copyOf(attests);
        annotations = List.copyOf(annotations);
    }

    /** Nothing said. */
    public static AttestationArguments none() {
        return new AttestationArguments("", "", List.of(), List.of());
    }

    Attestations toAttestations(Map<String, String> environment) throws InvalidOptionException {
        return Attestations.parse(attests, provenance, sbom, environment.getOrDefault(Attestations.NO_DEFAULT, ""));
    }

    List<Annotation> toAnnotations() throws InvalidOptionException {
        return Annotation.parse(annotations);
    }
}
