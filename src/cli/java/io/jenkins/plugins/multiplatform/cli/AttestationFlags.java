package io.jenkins.plugins.multiplatform.cli;

import io.jenkins.plugins.multiplatform.options.Attestations;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import java.util.List;
import picocli.CommandLine.Option;

/** What is recorded about the image. */
final class AttestationFlags {
    @Option(names = "--attest", description = "type=provenance|sbom[,...].")
    private List<String> attests = List.of();

    @Option(names = "--provenance", description = "true, false, or attributes such as mode=max.", defaultValue = "")
    private String provenance;

    @Option(names = "--sbom", description = "true, false, or attributes such as generator=IMAGE.", defaultValue = "")
    private String sbom;

    Attestations options(Surroundings surroundings) throws InvalidOptionException {
        return Attestations.parse(
                attests,
                provenance,
                sbom,
                surroundings.variable(Attestations.NO_DEFAULT).orElse(""));
    }
}
