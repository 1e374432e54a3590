package io.jenkins.plugins.multiplatform.buildkit.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host's OpenSSH: keys, a real agent, and its client programs to copy into a build. */
public final class OpenSsh implements AutoCloseable {
    private static final int SECONDS = 20;
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private final Path folder;
    private final List<Process> agents = new ArrayList<>();

    public OpenSsh(Path folder) {
        this.folder = folder;
    }

    /** @return the private key's file; the public one is beside it, with {@code .pub} */
    public Path key(String name, String... options) throws Exception {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", file.toString(), "-C", name));
        command.addAll(List.of(options));
        if (!List.of(options).contains("-N")) {
            command.addAll(List.of("-N", ""));
        }
        run(command, "");
        return file;
    }

    /** Starts an agent that holds the keys. */
    public Path agent(Path... keys) throws Exception {
        Path socket = folder.resolve("agent" + agents.size());
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectOutput(folder.resolve("agent.out").toFile())
                .start();
        agents.add(agent);
        for (Path key : keys) {
            add(agent, socket, key);
        }
        return socket;
    }

    private void add(Process agent, Path socket, Path key) throws Exception {
        // Nothing tells when it listens: asking is how one learns it.
        while (!Files.exists(socket) && agent.isAlive()) {
            Thread.onSpinWait();
        }
        run(List.of("ssh-add", "-q", key.toString()), socket.toString());
    }

    /** What an agent holds, as {@code ssh-add -l} tells it. */
    public String list(Path socket) throws Exception {
        return run(List.of("ssh-add", "-l"), socket.toString());
    }

    /** Copies {@code ssh-add} with its libraries; {@link #RUN} runs it there. */
    public void copyClient(Path target) throws Exception {
        Files.createDirectories(target);
        Path program = Path.of("/usr/bin/ssh-add");
        Files.copy(program, target.resolve("ssh-add"));
        Matcher libraries = LIBRARY.matcher(run(List.of("ldd", program.toString()), ""));
        while (libraries.find()) {
            Path library = Path.of(libraries.group(1));
            boolean loader = library.getFileName().toString().startsWith("ld-linux");
            Files.copy(
                    library,
                    target.resolve(loader ? "loader" : library.getFileName().toString()));
        }
    }

    /** Begins a command line of the copied client in the folder {@code /ssh}. */
    public static final String RUN = "/ssh/loader --library-path /ssh /ssh/ssh-add";

    private String run(List<String> command, String socket) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "command", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("SSH_AUTH_SOCK", socket);
        Process process = builder.start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(command + "\n" + text).isZero();
        return text;
    }

    @Override
    public void close() {
        agents.forEach(Process::destroy);
    }
}
