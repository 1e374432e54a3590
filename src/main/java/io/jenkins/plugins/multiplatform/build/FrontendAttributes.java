package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.options.NamedContext;
import io.jenkins.plugins.multiplatform.options.StepOptions;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the Dockerfile frontend is told about one platform's build.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/frontend/dockerui/config.go">the frontend's attributes</a>
 */
final class FrontendAttributes {
    private static final String BUILD_ARGUMENT = "build-arg:";
    private static final String SYNTAX = "BUILDKIT_SYNTAX";
    private static final String CACHE_NAMESPACE = "BUILDKIT_CACHE_MOUNT_NS";

    private final Map<String, String> attributes = new TreeMap<>();

    private FrontendAttributes() {}

    /** @param facts where context and Dockerfile are */
    static Map<String, String> of(BuildRequest request, ContextFacts facts, Platform platform) {
        FrontendAttributes result = new FrontendAttributes();
        result.addSources(facts);
        result.addInput(request.input());
        result.addSteps(request.input().options().steps());
        result.addContexts(request.input().options().contexts().of(platform), facts.layouts());
        request.input()
                .options()
                .attestations()
                .requests()
                .forEach((type, value) -> result.put("attest:" + type, value));
        // Last, so that nothing that a repository, an agent or a user named takes their place.
        result.put("platform", platform.formatAll());
        // Without a namespace, all builds on a daemon share its cache mounts.
        result.put(BUILD_ARGUMENT + CACHE_NAMESPACE, request.cacheNamespace());
        return result.attributes;
    }

    /** Names the attributes one by one: the facts come from another machine, and all others are decided here. */
    private void addSources(ContextFacts facts) {
        for (String name : ContextFacts.ATTRIBUTES) {
            put(name, facts.attributes().getOrDefault(name, ""));
        }
    }

    private void addInput(BuildInput input) {
        put("target", input.target());
        List<String> skippedStages = input.options().caches().skippedStages();
        if (input.noCache()) {
            attributes.put("no-cache", "");
        } else {
            put("no-cache", String.join(",", skippedStages));
        }
        if (input.pull()) {
            attributes.put("image-resolve-mode", "pull");
        }
        input.buildArgs().forEach((name, value) -> attributes.put(BUILD_ARGUMENT + name, value));
        input.labels().forEach((name, value) -> attributes.put("label:" + name, value));
        String syntax = input.buildArgs().getOrDefault(SYNTAX, "").strip();
        if (!syntax.isEmpty()) {
            // Makes the daemon run this image in place of its own frontend.
            attributes.put("source", syntax.split(" ", 2)[0]);
            attributes.put("cmdline", syntax);
        }
    }

    private void addSteps(StepOptions steps) {
        put("force-network-mode", steps.network());
        put("add-hosts", String.join(",", steps.hosts()));
        put("shm-size", steps.shmSize() == 0 ? "" : Long.toString(steps.shmSize()));
        put("ulimit", String.join(",", steps.ulimits()));
        put("cgroup-parent", steps.cgroupParent());
    }

    private void addContexts(List<NamedContext> contexts, Map<String, String> layouts) {
        for (NamedContext context : contexts) {
            String mount = context.mount();
            String value = context.isFolder() ? "local:" + mount : context.value();
            put(
                    "context:" + context.name(),
                    context.isLayout() ? ContextLayouts.value(context, layouts.get(mount)) : value);
        }
    }

    private void put(String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, value);
        }
    }
}
