package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the plugin costs an agent that is far away: the first step on a new agent, on a new connection of a known one,
 * and the step after that.
 */
final class FirstStep {
    private static final Duration ONE_WAY = Duration.ofMillis(10);

    private final JenkinsScripts controller;
    private final Path folder;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    FirstStep(JenkinsScripts controller, Path folder) {
        this.controller = controller;
        this.folder = folder;
    }

    /**
     * @param endpoint of the Docker Engine that the agent has
     * @param base image that the build begins with
     * @return a table
     */
    String measure(String endpoint, String base, int connections)
            throws BenchException, IOException, InterruptedException {
        String pipeline = """
                node('mpb-bench-far') {
                  writeFile file: 'Dockerfile', text: 'FROM %s'
                  multiPlatformBuild platforms: 'linux/amd64'
                }""".formatted(base);
        try (SlowProxy proxy = new SlowProxy(controller.address().getPort(), ONE_WAY);
                JenkinsAgent agent = new JenkinsAgent(controller, "mpb-bench-far", folder.resolve("far"))
                        .declare("docker", endpoint);
                JenkinsJob job = JenkinsJob.create(controller, "mpb-bench-first-step", pipeline)) {
            for (int i = 0; i < connections; i++) {
                agent.start(proxy.port());
                run(job, proxy, i == 0 ? "new agent" : "new connection");
                run(job, proxy, "next step");
                agent.stop();
            }
        }
        StringBuilder table =
                new StringBuilder("first step, " + 2 * ONE_WAY.toMillis() + " ms for each turn of the connection\n");
        rows.forEach((what, runs) ->
                runs.forEach(one -> table.append(what).append(": ").append(one).append('\n')));
        return table.toString();
    }

    private void run(JenkinsJob job, SlowProxy proxy, String what) throws BenchException, InterruptedException {
        SlowProxy.Traffic before = proxy.traffic();
        double seconds = job.run();
        SlowProxy.Traffic traffic = proxy.traffic().since(before);
        rows.computeIfAbsent(what, name -> new ArrayList<>())
                .add(String.format(
                        Locale.ROOT,
                        "%.2f s, %d kB down, %d kB up, %d turns",
                        seconds,
                        traffic.down() / 1000,
                        traffic.up() / 1000,
                        traffic.turns()));
    }
}
