package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.options.CacheOptions;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import java.util.List;

/**
 * Where results of builds are kept for later ones, as a job's author wrote it.
 *
 * @param from {@code type=registry,ref=NAME} and the like, or a reference
 * @param to likewise
 * @param noCacheFilter stages whose steps are built anew
 */
public record CacheArguments(List<String> from, List<String> to, List<String> noCacheFilter) {
    public CacheArguments {
        from = List.copyOf(from);
        to = List.copyOf(to);
        noCacheFilter = List.copyOf(noCacheFilter);
    }

    /** Nothing said. */
    public static CacheArguments none() {
        return new CacheArguments(List.of(), List.of(), List.of());
    }

    CacheOptions toOptions() throws InvalidOptionException {
        CacheOptions options = CacheOptions.parse(from, to, noCacheFilter);
        if (options.hasLocal()) {
            throw new InvalidOptionException("type=local is not for Jenkins: builds run on several agents, and a folder"
                    + " is on one of them. Keep the cache in a registry, type=registry,ref=REGISTRY/NAME:TAG");
        }
        return options;
    }
}
