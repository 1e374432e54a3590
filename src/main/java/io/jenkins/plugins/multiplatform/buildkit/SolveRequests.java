package io.jenkins.plugins.multiplatform.buildkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jenkins.plugins.multiplatform.buildkit.session.Identifiers;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.CacheOptions;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.CacheOptionsEntry;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.Exporter;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.SolveRequest;
import java.util.List;

/** Composes the daemon's request. */
final class SolveRequests {
    private static final String DOCKERFILE_FRONTEND = "dockerfile.v0";
    /** Runs an image as the frontend, which the attribute {@code source} names. */
    private static final String GATEWAY_FRONTEND = "gateway.v0";

    private SolveRequests() {}

    static SolveRequest of(SolveSpec spec, String session) throws BuildkitException {
        boolean gateway = spec.frontendAttributes().containsKey("source");
        SolveRequest.Builder request = SolveRequest.newBuilder()
                .setRef(Identifiers.random())
                .setSession(session)
                .setFrontend(gateway ? GATEWAY_FRONTEND : DOCKERFILE_FRONTEND)
                .putAllFrontendAttrs(spec.frontendAttributes())
                .addAllEntitlements(spec.entitlements());
        for (ExporterSpec exporter : spec.exporters()) {
            request.addExporters(Exporter.newBuilder().setType(exporter.type()).putAllAttrs(exporter.attributes()));
        }
        if (!spec.exporters().isEmpty()) {
            // Daemons before v0.13 read only these.
            ExporterSpec first = spec.exporters().get(0);
            request.setExporterDeprecated(first.type()).putAllExporterAttrsDeprecated(first.attributes());
        }
        if (!spec.cacheImports().isEmpty()) {
            // The frontend looks for results with what it is told itself.
            request.putFrontendAttrs("cache-imports", json(spec.cacheImports()));
        }
        request.setCache(CacheOptions.newBuilder()
                .addAllImports(entries(spec.cacheImports()))
                .addAllExports(entries(spec.cacheExports())));
        if (!spec.sourcePolicy().isEmpty()) {
            request.setSourcePolicy(SourcePolicyJson.parse(spec.sourcePolicy()));
        }
        return request.build();
    }

    private static List<CacheOptionsEntry> entries(List<CacheSpec> caches) {
        return caches.stream()
                .map(cache -> CacheOptionsEntry.newBuilder()
                        .setType(cache.type())
                        .putAllAttrs(cache.attributes())
                        .build())
                .toList();
    }

    private static String json(List<CacheSpec> caches) {
        JsonArray entries = new JsonArray();
        for (CacheSpec cache : caches) {
            JsonObject attributes = new JsonObject();
            cache.attributes().forEach(attributes::addProperty);
            JsonObject entry = new JsonObject();
            entry.addProperty("Type", cache.type());
            entry.add("Attrs", attributes);
            entries.add(entry);
        }
        return entries.toString();
    }
}
