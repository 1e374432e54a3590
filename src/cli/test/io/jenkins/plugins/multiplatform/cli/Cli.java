package io.jenkins.plugins.multiplatform.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs commands in this process, with an environment of their own. */
final class Cli {
    private final Map<String, String> environment = new HashMap<>();
    private OutputStream pipe;
    private byte[] input = {};
    private String awaited = "";
    private CountDownLatch seen = new CountDownLatch(0);

    Cli(Path configuration) {
        environment.put("MPB_CONFIG", configuration.resolve("mpb").toString());
        environment.put("DOCKER_CONFIG", configuration.resolve("docker").toString());
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Takes what is no text; without it the standard output is a terminal. */
    Cli piping(OutputStream stream) {
        pipe = stream;
        return this;
    }

    /** What the standard input has. */
    Cli reading(byte... bytes) {
        input = bytes;
        return this;
    }

    /** For a process of its own. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Counts down when a line with this text comes on standard error. */
    Cli watching(String text, CountDownLatch latch) {
        awaited = text;
        seen = latch;
        return this;
    }

    Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new Watched();
        int code = Main.commandLine(new Surroundings(
                        Map.copyOf(environment),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        () -> Optional.ofNullable(pipe),
                        new ByteArrayInputStream(input)))
                .execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private final class Watched extends StringWriter {
        @Override
        public void write(String text, int offset, int length) {
            super.write(text, offset, length);
            if (!awaited.isEmpty() && text.contains(awaited)) {
                seen.countDown();
            }
        }
    }

    /** What a shell would see. */
    record Outcome(int code, String out, String err) {}
}
