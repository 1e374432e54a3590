package io.jenkins.plugins.multiplatform.bench;

import java.util.List;

/** Something that takes buildx's command line. */
interface Client {
    /** @throws BenchException if the command fails or does not end */
    void run(List<String> command) throws BenchException, InterruptedException;
}
