package io.jenkins.plugins.multiplatform.buildkit;

import io.jenkins.plugins.multiplatform.buildkit.session.Identifiers;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.Exporter;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.SolveRequest;

/** Composes the daemon's request. */
final class SolveRequests {
    private static final String DOCKERFILE_FRONTEND = "dockerfile.v0";

    private SolveRequests() {}

    static SolveRequest of(SolveSpec spec, String session) throws BuildkitException {
        SolveRequest.Builder request = SolveRequest.newBuilder()
                .setRef(Identifiers.random())
                .setSession(session)
                .setFrontend(DOCKERFILE_FRONTEND)
                .putAllFrontendAttrs(spec.frontendAttributes());
        for (ExporterSpec exporter : spec.exporters()) {
            request.addExporters(Exporter.newBuilder().setType(exporter.type()).putAllAttrs(exporter.attributes()));
        }
        if (!spec.exporters().isEmpty()) {
            // Daemons before v0.13 read only these.
            ExporterSpec first = spec.exporters().get(0);
            request.setExporterDeprecated(first.type()).putAllExporterAttrsDeprecated(first.attributes());
        }
        if (!spec.sourcePolicy().isEmpty()) {
            request.setSourcePolicy(SourcePolicyJson.parse(spec.sourcePolicy()));
        }
        return request.build();
    }
}
