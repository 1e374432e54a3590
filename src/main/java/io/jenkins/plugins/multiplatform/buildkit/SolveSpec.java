package io.jenkins.plugins.multiplatform.buildkit;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One build as the daemon sees it: attributes of the Dockerfile frontend, and what to export.
 *
 * @param frontendAttributes sorted, so that equal requests have equal bytes
 * @param exporters none leaves the result in the daemon's cache
 * @param sourcePolicy BuildKit's source policy as JSON; empty for none
 * @param cacheImports in the order in which they are asked
 * @param entitlements what the build may do beyond its sandbox, if the daemon's configuration allows it too
 * @param asksProvenance whether the daemon is asked afterwards how it was built
 * @see <a href="https://github.com/moby/buildkit/blob/master/frontend/dockerui/config.go">frontend attributes</a>
 */
public record SolveSpec(
        Map<String, String> frontendAttributes,
        List<ExporterSpec> exporters,
        String sourcePolicy,
        List<CacheSpec> cacheImports,
        List<CacheSpec> cacheExports,
        List<String> entitlements,
        boolean asksProvenance)
        implements Serializable {
    public SolveSpec {
        frontendAttributes = new TreeMap<>(frontendAttributes);
        exporters = List.copyOf(exporters);
        cacheImports = List.copyOf(cacheImports);
        cacheExports = List.copyOf(cacheExports);
        entitlements = List.copyOf(entitlements);
    }

    /** A build whose result stays in the daemon's cache. */
    public static SolveSpec of(Map<String, String> frontendAttributes) {
        return new SolveSpec(frontendAttributes, List.of(), "", List.of(), List.of(), List.of(), false);
    }

    public SolveSpec withFrontendAttributes(Map<String, String> other) {
        return new SolveSpec(other, exporters, sourcePolicy, cacheImports, cacheExports, entitlements, asksProvenance);
    }

    public SolveSpec withExporters(List<ExporterSpec> other) {
        return new SolveSpec(
                frontendAttributes, other, sourcePolicy, cacheImports, cacheExports, entitlements, asksProvenance);
    }

    public SolveSpec withSourcePolicy(String other) {
        return new SolveSpec(
                frontendAttributes, exporters, other, cacheImports, cacheExports, entitlements, asksProvenance);
    }

    public SolveSpec withCaches(List<CacheSpec> imports, List<CacheSpec> exports) {
        return new SolveSpec(
                frontendAttributes, exporters, sourcePolicy, imports, exports, entitlements, asksProvenance);
    }

    public SolveSpec withEntitlements(List<String> other) {
        return new SolveSpec(
                frontendAttributes, exporters, sourcePolicy, cacheImports, cacheExports, other, asksProvenance);
    }

    public SolveSpec withAsksProvenance(boolean other) {
        return new SolveSpec(
                frontendAttributes, exporters, sourcePolicy, cacheImports, cacheExports, entitlements, other);
    }
}
