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
 * and the step after that; beside what Jenkins takes for itself. Bytes and turns are those of the whole run.
 */
final class FirstStep {
    private static final String STEP = "multiPlatformBuild";
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
        String sources = "writeFile file: 'Dockerfile', text: 'FROM %s'".formatted(base);
        try (SlowProxy proxy = new SlowProxy(controller.address().getPort(), ONE_WAY);
                JenkinsAgent agent = new JenkinsAgent(controller, "mpb-bench-far", folder.resolve("far"))
                        .declare("docker", endpoint);
                JenkinsJob plain = job("plain", sources);
                JenkinsJob job = job("first-step", sources + "; " + STEP + " platforms: 'linux/amd64'")) {
            for (int i = 0; i < connections; i++) {
                String since = i == 0 ? "new agent" : "new connection";
                agent.start(proxy.port());
                run(plain, "writeFile", proxy, since + ", node and writeFile");
                run(job, STEP, proxy, since + ", our first step");
                run(job, STEP, proxy, "our next step");
                agent.stop();
            }
        }
        StringBuilder table =
                new StringBuilder("first step, " + 2 * ONE_WAY.toMillis() + " ms for each turn of the connection\n");
        rows.forEach((what, runs) ->
                runs.forEach(one -> table.append(what).append(": ").append(one).append('\n')));
        return table.toString();
    }

    private JenkinsJob job(String name, String work) throws BenchException, InterruptedException {
        return JenkinsJob.create(controller, "mpb-bench-" + name, "node('mpb-bench-far') { " + work + " }");
    }

    private void run(JenkinsJob job, String step, SlowProxy proxy, String what)
            throws BenchException, InterruptedException {
        SlowProxy.Traffic before = proxy.traffic();
        double seconds = job.run();
        SlowProxy.Traffic traffic = proxy.traffic().since(before);
        rows.computeIfAbsent(what, name -> new ArrayList<>())
                .add(String.format(
                        Locale.ROOT,
                        "%.2f s (%s: %.2f s), %d kB down, %d kB up, %d turns",
                        seconds,
                        step,
                        job.secondsOf(step),
                        traffic.down() / 1000,
                        traffic.up() / 1000,
                        traffic.turns()));
    }
}
