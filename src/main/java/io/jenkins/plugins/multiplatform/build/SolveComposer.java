package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.ExporterSpec;
import io.jenkins.plugins.multiplatform.buildkit.SolveSpec;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one platform's solve asks of the daemon: composed of the plan alone.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/frontend/dockerui/config.go">the frontend's attributes</a>
 */
final class SolveComposer {
    private final BuildRequest request;
    private final BuildPlan plan;
    private final String dockerfileName;

    /** @param dockerfileName the file's last element, as it really is */
    SolveComposer(BuildRequest request, BuildPlan plan, String dockerfileName) {
        this.request = request;
        this.plan = plan;
        this.dockerfileName = dockerfileName;
    }

    SolveSpec compose(Platform platform) {
        BuildInput input = request.input();
        Map<String, String> attributes = new HashMap<>();
        attributes.put("platform", platform.formatAll());
        attributes.put("filename", dockerfileName);
        if (!input.target().isEmpty()) {
            attributes.put("target", input.target());
        }
        if (input.noCache()) {
            attributes.put("no-cache", "");
        }
        if (input.pull()) {
            attributes.put("image-resolve-mode", "pull");
        }
        if (!request.scope().isEmpty()) {
            // Cache mounts are shared by all who use a daemon unless they have a name of their own.
            attributes.put("build-arg:BUILDKIT_CACHE_MOUNT_NS", request.scope());
        }
        input.buildArgs().forEach((name, value) -> attributes.put("build-arg:" + name, value));
        input.labels().forEach((name, value) -> attributes.put("label:" + name, value));
        return new SolveSpec(attributes, exporters(), input.sourcePolicy());
    }

    private List<ExporterSpec> exporters() {
        if (plan.tags().isEmpty()) {
            return List.of();
        }
        return List.of(ExporterSpec.pushByDigest(
                plan.repositories().stream().map(Reference::name).collect(Collectors.joining(","))));
    }
}
