package io.jenkins.plugins.multiplatform.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** A benchmark as a process: what could not be measured ends it with a line and a code of its own. */
final class BenchProcess {
    private static final int BROKEN = 2;

    private BenchProcess() {}

    static void run(Callable<Integer> command, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println("bench: " + failure.getMessage());
            return BROKEN;
        });
        System.exit(line.execute(arguments));
    }
}
