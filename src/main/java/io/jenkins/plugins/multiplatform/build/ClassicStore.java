package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import java.util.Optional;

/** What a Docker Engine can't do while it keeps images in its classic store. */
enum ClassicStore {
    PUSH_BY_DIGEST("Multi-platform build", "build-multi-platform", "can't push by digest"),
    LOAD("Docker exporter", "build-exporters", "can't hold images with attestations"),
    OCI_EXPORT("OCI exporter", "build-exporters", "can't export images as OCI archives"),
    DOCKER_EXPORT("Docker exporter", "build-exporters", "can't export images as archives"),
    CACHE_EXPORT("Cache export", "build-cache-backends", "can't export caches");

    private final String feature;
    private final String page;
    private final String what;

    ClassicStore(String feature, String page, String what) {
        this.feature = feature;
        this.page = page;
        this.what = what;
    }

    /** What a request needs of it in vain; empty if it will do. */
    static Optional<ClassicStore> lacks(BuildRequest request) {
        if (request.push()) {
            return Optional.of(PUSH_BY_DIGEST);
        }
        if (request.input().options().load()) {
            return Optional.of(LOAD);
        }
        for (OutputSpec output : request.received()) {
            if (output.type().equals(OutputSpec.OCI)) {
                return Optional.of(OCI_EXPORT);
            }
            if (output.type().equals(OutputSpec.DOCKER)) {
                return Optional.of(DOCKER_EXPORT);
            }
        }
        return request.input().options().caches().exportsApart() ? Optional.of(CACHE_EXPORT) : Optional.empty();
    }

    /** Begins with buildx's own text. */
    String refusal(NodeStatus status) {
        return feature + " is not supported for the docker driver.\n"
                + "Switch to a different driver, or turn on the containerd image store, and try again.\n"
                + "Learn more at https://docs.docker.com/go/" + page + "/\n"
                + "(node " + status.node().name() + " at " + status.node().endpoint()
                + " keeps images in Docker's classic store, which " + what + ")";
    }
}
