package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Something that both clients do with the same arguments. */
interface BenchCase {
    /** For the command line. */
    String name();

    /** For a document. */
    String title();

    /** The ratio of our warm engine to buildx that must not be exceeded. */
    double gate();

    /** Runs of each side that are not measured: they fill caches, and warm our JVM. */
    int warmUps(Side side);

    /**
     * Makes what the side's runs use. Not measured.
     *
     * @param folder for it alone, in memory, not there yet
     * @param repository for it alone
     */
    void prepare(Path folder, String repository) throws IOException, BenchException, InterruptedException;

    /**
     * What the next run does, at once. What this call itself does is not measured.
     *
     * @param number of the run, never the same twice for one side
     */
    List<List<String>> commands(Path folder, String repository, int number) throws IOException;

    /** After the run. Not measured. */
    default void tidy(Path folder) throws IOException, BenchException, InterruptedException {
        // Most runs leave nothing that grows.
    }
}
