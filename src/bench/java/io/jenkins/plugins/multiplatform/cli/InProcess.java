package io.jenkins.plugins.multiplatform.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Runs {@code mpb}'s commands in this JVM, as an agent's JVM runs the engine: warm from the second time on. */
public final class InProcess {
    private final Map<String, String> environment;

    public InProcess(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @return the exit code, and what standard error got */
    public Outcome run(String... arguments) {
        StringWriter errors = new StringWriter();
        int code = Main.commandLine(new Surroundings(
                        environment, new PrintWriter(new StringWriter()), new PrintWriter(errors, true)))
                .execute(arguments);
        return new Outcome(code, errors.toString());
    }

    /** What a shell would see. */
    public record Outcome(int code, String errors) {}
}
