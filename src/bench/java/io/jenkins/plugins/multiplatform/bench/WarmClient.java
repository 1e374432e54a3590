package io.jenkins.plugins.multiplatform.bench;

import io.jenkins.plugins.multiplatform.cli.InProcess;
import java.util.List;
import java.util.Map;

/** Our engine in this JVM. */
final class WarmClient implements Client {
    private final InProcess mpb;

    WarmClient(Map<String, String> environment) {
        this.mpb = new InProcess(environment);
    }

    /** The library for command lines takes tens of milliseconds to look at its own; no agent uses it. */
    @Override
    public Work prepare(List<String> command) {
        InProcess.Command prepared = mpb.prepare();
        return () -> {
            InProcess.Outcome outcome = prepared.run(command.toArray(String[]::new));
            if (outcome.code() != 0) {
                throw new BenchException("in this JVM: mpb " + String.join(" ", command) + " ended with "
                        + outcome.code() + ":\n" + outcome.errors());
            }
        };
    }
}
