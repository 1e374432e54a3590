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

    @Override
    public void run(List<String> command) throws BenchException {
        InProcess.Outcome outcome = mpb.run(command.toArray(String[]::new));
        if (outcome.code() != 0) {
            throw new BenchException("in this JVM: mpb " + String.join(" ", command) + " ended with " + outcome.code()
                    + ":\n" + outcome.errors());
        }
    }
}
