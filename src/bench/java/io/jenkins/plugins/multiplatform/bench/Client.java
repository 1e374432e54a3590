package io.jenkins.plugins.multiplatform.bench;

import java.util.List;

/** Something that takes buildx's command line. */
interface Client {
    /** What of a command's work is not measured; the rest is. */
    Work prepare(List<String> command);

    default void run(List<String> command) throws BenchException, InterruptedException {
        prepare(command).run();
    }

    /** A command that can be run once. */
    @FunctionalInterface
    interface Work {
        /** @throws BenchException if the command fails or does not end */
        void run() throws BenchException, InterruptedException;
    }
}
