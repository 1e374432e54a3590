package io.jenkins.plugins.multiplatform.bench;

import java.util.List;

/** What builds leave in the engine, which is in memory too. */
interface EngineStore {
    /** Forgets the contexts that were sent. */
    void pruneContexts() throws BenchException, InterruptedException;

    static EngineStore of(String docker) {
        ProcessClient client = new ProcessClient(docker, java.util.Map.of());
        return () -> client.run(List.of("builder", "prune", "--force", "--filter", "type=source.local"));
    }
}
