package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An inbound agent of a controller: a process on this machine. */
final class JenkinsAgent implements AutoCloseable {
    private static final long END_SECONDS = 30;

    private final JenkinsScripts controller;
    private final String name;
    private final Path folder;
    private Process process;

    /** @param folder for its files */
    JenkinsAgent(JenkinsScripts controller, String name, Path folder) {
        this.controller = controller;
        this.name = name;
        this.folder = folder;
    }

    /**
     * Makes it known to the controller.
     *
     * @param driver of the BuildKit that it has
     * @param endpoint empty for none
     */
    JenkinsAgent declare(String driver, String endpoint) throws BenchException, InterruptedException {
        return declare(driver, endpoint, 1);
    }

    /** @param executors of ordinary work */
    JenkinsAgent declare(String driver, String endpoint, int executors) throws BenchException, InterruptedException {
        String property = endpoint.isEmpty() ? "" : """
                def p = new io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty()
                p.driver = '%s'; p.endpoint = '%s'; n.nodeProperties.add(p)
                """.formatted(driver, endpoint);
        controller.run("""
                def n = new hudson.slaves.DumbSlave('%1$s', '%2$s', new hudson.slaves.JNLPLauncher())
                n.labelString = '%1$s'
                n.numExecutors = %4$d
                %3$s
                jenkins.model.Jenkins.get().addNode(n)
                """.formatted(name, folder, property, executors));
        return this;
    }

    /**
     * Starts its process, and waits until it is online.
     *
     * @param port of this machine through which it reaches the controller
     */
    void start(int port) throws BenchException, IOException, InterruptedException {
        Files.createDirectories(folder);
        Path jar = folder.resolve("agent.jar");
        URI address = controller.address();
        try (InputStream in = address.resolve("jnlpJars/agent.jar").toURL().openStream()) {
            Files.write(jar, in.readAllBytes());
        }
        String secret = controller.run("print jenkins.model.Jenkins.get().getComputer('" + name + "').jnlpMac");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        jar.toString(),
                        "-url",
                        "http://127.0.0.1:" + port + address.getPath(),
                        "-name",
                        name,
                        "-secret",
                        secret,
                        "-webSocket",
                        "-workDir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        await(true);
    }

    private void await(boolean online) throws BenchException, InterruptedException {
        String state = controller.run("""
                def c = jenkins.model.Jenkins.get().getComputer('%s')
                for (int i = 0; i < 1200 && c.online != %s; i++) { sleep(50) }
                print c.online
                """.formatted(name, online));
        if (!state.equals(String.valueOf(online))) {
            throw new BenchException("agent " + name + " is" + (online ? " not" : " still") + " online; look at "
                    + folder.resolve("agent.log"));
        }
    }

    /** Ends its process; the controller still knows it. */
    void stop() throws BenchException, InterruptedException {
        process.destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        await(false);
    }

    @Override
    public void close() throws BenchException, InterruptedException {
        if (process != null) {
            process.destroyForcibly();
        }
        controller.run(
                "def j = jenkins.model.Jenkins.get(); def n = j.getNode('" + name + "'); if (n) j.removeNode(n)");
    }
}
