package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A program, started anew for each command. */
final class ProcessClient implements Client {
    private static final long LIMIT_SECONDS = 300;
    private static final int SHOWN = 4000;

    private final String program;
    private final Map<String, String> environment;

    /** @param environment besides this process' own */
    ProcessClient(String program, Map<String, String> environment) {
        this.program = program;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Work prepare(List<String> command) {
        List<String> line = new ArrayList<>(List.of(program));
        line.addAll(command);
        return () -> start(line);
    }

    /** The same for a shell. */
    String line(List<String> command) {
        StringJoiner line = new StringJoiner(" ");
        new TreeMap<>(environment).forEach((name, value) -> line.add(name + "=" + value));
        line.add(program);
        command.forEach(line::add);
        return line.toString();
    }

    private void start(List<String> line) throws BenchException, InterruptedException {
        try {
            Path output = Files.createTempFile("bench", ".log");
            try {
                ProcessBuilder builder = new ProcessBuilder(line)
                        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                await(builder.start(), line, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new BenchException("could not run " + String.join(" ", line) + ": " + e.getMessage(), e);
        }
    }

    private static void await(Process process, List<String> line, Path output)
            throws BenchException, IOException, InterruptedException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException(String.join(" ", line) + " did not end within " + LIMIT_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            String text = Files.readString(output, StandardCharsets.UTF_8);
            throw new BenchException(String.join(" ", line) + " ended with " + process.exitValue() + ":\n"
                    + text.substring(Math.max(0, text.length() - SHOWN)));
        }
    }
}
