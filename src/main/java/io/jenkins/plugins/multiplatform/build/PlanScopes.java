package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a run needs of registries, and no more: to push its results, and to pull what its Dockerfile names. */
final class PlanScopes {
    private static final String DOCKER_HUB = "docker.io";

    private final Map<String, List<TokenScope>> scopes = new HashMap<>();

    PlanScopes pull(Collection<Reference> images) {
        images.forEach(image -> add(image, TokenScope.pull(image.path())));
        return this;
    }

    PlanScopes push(Collection<Reference> repositories) {
        repositories.forEach(repository -> add(repository, TokenScope.pullAndPush(repository.path())));
        return this;
    }

    /**
     * Where nobody knows yet what a Dockerfile names: anything that can be pulled from Docker Hub, and from the registries
     * that the build uses anyhow.
     */
    PlanScopes pullUnknown() {
        scopes.computeIfAbsent(DOCKER_HUB, host -> new ArrayList<>());
        scopes.values().forEach(list -> list.add(TokenScope.pull(TokenScope.ANY)));
        return this;
    }

    /** By host, as references name hosts. */
    Map<String, List<TokenScope>> byHost() {
        return scopes;
    }

    private void add(Reference image, TokenScope scope) {
        scopes.computeIfAbsent(image.domain(), host -> new ArrayList<>()).add(scope);
    }
}
