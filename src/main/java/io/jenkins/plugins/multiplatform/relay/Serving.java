package io.jenkins.plugins.multiplatform.relay;

import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What the requests of one server share.
 *
 * @param largeFilters a permit to hold a large filter in memory
 */
record Serving(Link link, Pool<Deflater> deflaters, Pool<Inflater> inflaters, Semaphore largeFilters)
        implements AutoCloseable {
    @Override
    public void close() {
        deflaters.close();
        inflaters.close();
    }
}
