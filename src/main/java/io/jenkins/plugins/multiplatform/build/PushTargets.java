package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.registry.RegistryPing;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The registries that daemons push to in a run, images or caches.
 *
 * @param hosts as references name them
 * @param ping asks from where the run deals with registries: a node may have no way to them but its daemon's
 * @param timeout of one question
 */
record PushTargets(Set<String> hosts, RegistryPing ping, Duration timeout) {
    static PushTargets of(BuildPlan plan, CacheOptions caches, RegistryAccess registries) {
        return new PushTargets(
                Stream.concat(plan.repositories().stream(), caches.targets().stream())
                        .map(Reference::domain)
                        .collect(Collectors.toSet()),
                registries.ping(),
                registries.settings().retries().attemptTimeout());
    }
}
