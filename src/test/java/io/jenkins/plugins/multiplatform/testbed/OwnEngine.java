package io.jenkins.plugins.multiplatform.testbed;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Docker Engine of one test class, which it may kill and stop: the test bed's programs, with namespaces and data of
 * its own. It has no network for RUN steps but {@code --network=none}.
 */
public final class OwnEngine implements Closeable {
    private static final int ANSWER_SECONDS = 60;

    private final Path rootfs;
    private final Path folder;
    private Process process;
    private volatile boolean killed = true;
    private volatile boolean stopped;

    private OwnEngine(TestBed bed) throws IOException {
        Path state = bed.path("state");
        rootfs = state.resolve("rootfs");
        // Below what bin/testbed down removes, whatever becomes of this process.
        folder = state.resolve("ram/own-" + UUID.randomUUID().toString().substring(0, 8));
        Files.createDirectories(folder.resolve("etc/docker"));
        Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("etc/engine.json"), """
                {
                  "hosts": ["unix:///bed/run/e.sock"],
                  "pidfile": "/run/dockerd.pid",
                  "data-root": "/bed/data",
                  "exec-root": "/run/docker",
                  "features": {"containerd-snapshotter": true},
                  "bridge": "none",
                  "iptables": false,
                  "ip6tables": false,
                  "exec-opts": ["native.cgroupdriver=cgroupfs"],
                  "cgroup-parent": "/%s",
                  "registry-mirrors": ["http://%s"],
                  "insecure-registries": ["127.0.0.0/8"]
                }
                """.formatted(cgroup(state), bed.get("registry.hub")));
    }

    public static OwnEngine start(TestBed bed) throws IOException, InterruptedException {
        OwnEngine engine = new OwnEngine(bed);
        Runtime.getRuntime().addShutdownHook(new Thread(engine::end));
        engine.ensureUp();
        return engine;
    }

    /** The bed's own, which it removes at its end: src/testbed/cgroup.sh. */
    private static String cgroup(Path state) throws IOException {
        try {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                    .digest(state.toString().getBytes(StandardCharsets.UTF_8));
            return "mpb-testbed-" + java.util.HexFormat.of().formatHex(digest, 0, 4) + "/own";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    public String endpoint() {
        return "unix://" + socket();
    }

    private Path socket() {
        return folder.resolve("run/e.sock");
    }

    /** Starts it again, with its images and cache, if it has died; lets it go on if it was stopped. */
    public void ensureUp() throws IOException, InterruptedException {
        if (stopped) {
            signal("CONT");
            stopped = false;
        }
        if (killed) {
            awaitEnd();
            Files.deleteIfExists(socket());
            process = new ProcessBuilder(List.of(
                            "unshare",
                            "--mount",
                            "--pid",
                            "--fork",
                            "--kill-child=KILL",
                            "--propagation",
                            "private",
                            "sh",
                            repository().resolve("src/testbed/inside.sh").toString(),
                            rootfs.toString(),
                            folder.resolve("run").toString(),
                            folder.resolve("data").toString(),
                            folder.resolve("etc").toString(),
                            "/usr/sbin/dockerd",
                            "--config-file",
                            "/bed/etc/engine.json"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
            killed = false;
        }
        awaitAnswer();
    }

    /** What is in its namespaces ends a moment after the daemon. */
    private void awaitEnd() throws IOException, InterruptedException {
        if (process != null && !process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("does not end: " + endpoint());
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (!answers()) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IOException("no answer from " + endpoint() + ":\n" + Files.readString(folder.resolve("log")));
            }
        }
    }

    private boolean answers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            channel.write(ByteBuffer.wrap("GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            return channel.read(ByteBuffer.allocate(1)) == 1;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL for the daemon alone; all else ends because it has ended. */
    public void kill() {
        daemon().destroyForcibly();
        killed = true;
    }

    /** SIGSTOP: its connections stay, and nothing answers. */
    public void stop() {
        signal("STOP");
        stopped = true;
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(daemon().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** unshare starts tini, tini starts the daemon. */
    private ProcessHandle daemon() {
        return process.toHandle()
                .children()
                .flatMap(ProcessHandle::children)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the engine has ended"));
    }

    private void end() {
        // Ends all that is in its namespaces.
        process.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        end();
        try {
            process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("src/testbed/inside.sh"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
