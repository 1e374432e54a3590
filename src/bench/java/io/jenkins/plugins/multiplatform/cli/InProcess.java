package io.jenkins.plugins.multiplatform.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Runs {@code mpb}'s commands in this JVM, as an agent's JVM runs the engine: warm from the second time on. */
public final class InProcess {
    private final Map<String, String> environment;

    public InProcess(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Everything that comes before the command line is read. */
    public Command prepare() {
        StringWriter errors = new StringWriter();
        CommandLine line = Main.commandLine(new Surroundings(
                environment,
                new PrintWriter(new StringWriter()),
                new PrintWriter(errors, true),
                Optional::empty,
                InputStream.nullInputStream()));
        return arguments -> new Outcome(line.execute(arguments), errors.toString());
    }

    /** For one run. */
    @FunctionalInterface
    public interface Command {
        Outcome run(String... arguments);
    }

    /**
     * What a shell would see.
     *
     * @param errors what standard error got
     */
    public record Outcome(int code, String errors) {}
}
