package io.jenkins.plugins.multiplatform.driver;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitClient;

/**
 * One node's way to a BuildKit. Made from an endpoint and options alone, without contacting anything.
 *
 * @see <a href="https://docs.docker.com/build/builders/drivers/">buildx's drivers of the same names</a>
 */
public interface Driver {
    /** The name that users write, such as {@code docker} or {@code remote}. */
    String name();

    /**
     * Asks the node what it is and what it can build.
     *
     * @throws DriverException if it can't be reached; the text names the address and what to do
     */
    NodeInfo inspect() throws DriverException;

    /**
     * As {@link #inspect}, with all that a build must know and nothing that costs more than that: the ID may be another
     * one, and the version is missing.
     *
     * @throws DriverException as there
     */
    NodeInfo probe() throws DriverException;

    /**
     * A new connection for one run; it dials with its first call.
     *
     * @throws DriverException if the keys or certificates that the options name can't be read
     */
    BuildkitClient connect() throws DriverException;
}
