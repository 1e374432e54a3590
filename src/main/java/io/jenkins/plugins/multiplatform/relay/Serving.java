package io.jenkins.plugins.multiplatform.relay;

import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What the requests of one server share.
 *
 * @param largeFilters a permit to hold a large filter in memory
 * @param pushes memory for outputs on their way
 * @param entries what is remembered of outputs
 */
record Serving(
        Link link,
        Pool<Deflater> deflaters,
        Pool<Inflater> inflaters,
        Semaphore largeFilters,
        WindowPool pushes,
        EntryLimit entries)
        implements AutoCloseable {
    @Override
    public void close() {
        deflaters.close();
        inflaters.close();
    }
}
