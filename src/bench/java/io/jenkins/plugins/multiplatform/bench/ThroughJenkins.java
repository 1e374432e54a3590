package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A cached build of two platforms on two agents, by our step and by what one would write with {@code sh}: the command
 * line of this project and buildx, on the agent that has the sources and with the same two nodes.
 */
final class ThroughJenkins {
    private final JenkinsScripts controller;
    private final Path folder;
    private final BenchBed bed;

    ThroughJenkins(JenkinsScripts controller, Path folder, BenchBed bed) {
        this.controller = controller;
        this.folder = folder;
        this.bed = bed;
    }

    /** @return a table */
    String measure(int runs) throws BenchException, IOException, InterruptedException {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        Map<String, JenkinsJob> jobs = new LinkedHashMap<>();
        try (JenkinsAgent sources = agent("ws").declare("", "");
                JenkinsAgent amd64 = agent("a").declare("remote", bed.remote("a"));
                JenkinsAgent arm64 = agent("b").declare("remote", bed.remote("b"))) {
            for (JenkinsAgent agent : List.of(sources, amd64, arm64)) {
                agent.start(controller.address().getPort());
            }
            try {
                jobs.put("our step", job("step", """
                        multiPlatformBuild context: '%%s', tags: '%%s', platforms: 'linux/amd64,linux/arm64', push: true,
                            nodes: ['linux/amd64': '%s', 'linux/arm64': '%s']""".formatted(name("a"), name("b"))));
                jobs.put("sh mpb", job("mpb", "sh '" + bed.shell(Side.COLD, "%2$s", "%1$s") + "'"));
                jobs.put("sh docker buildx", job("buildx", "sh '" + bed.shell(Side.PEER, "%2$s", "%1$s") + "'"));
                for (int round = -2; round < runs; round++) {
                    for (Map.Entry<String, JenkinsJob> job : jobs.entrySet()) {
                        double seconds = job.getValue().run();
                        if (round >= 0) {
                            times.computeIfAbsent(job.getKey(), side -> new ArrayList<>())
                                    .add(seconds);
                        }
                    }
                }
            } finally {
                for (JenkinsJob job : jobs.values()) {
                    job.close();
                }
            }
        }
        return table(times);
    }

    private static String name(String agent) {
        return "mpb-bench-" + agent;
    }

    private JenkinsAgent agent(String name) {
        return new JenkinsAgent(controller, name(name), folder.resolve("agent-" + name));
    }

    /** @param work with the context's folder and the tag as its values */
    private JenkinsJob job(String name, String work) throws BenchException, IOException, InterruptedException {
        Path workspace = folder.resolve("workspace-" + name);
        Path context = Folders.context(workspace.resolve("app"), "FROM " + bed.base() + "\nCOPY . /data\n");
        Folders.smallFiles(context, 50);
        String pipeline = "node('%s') { ws('%s') { %s } }"
                .formatted(name("ws"), workspace, work.formatted("app", bed.repository("jenkins-" + name) + ":1"));
        return JenkinsJob.create(controller, "mpb-bench-" + name, pipeline);
    }

    private static String table(Map<String, List<Double>> times) {
        double ours = new Samples(times.values().iterator().next()).median();
        StringBuilder table =
                new StringBuilder("cached build of two platforms on two agents, seconds of the whole run\n");
        times.forEach((side, seconds) -> table.append(String.format(
                Locale.ROOT,
                "%s: %s, our step is %.2f of it%n",
                side,
                new Samples(seconds),
                ours / new Samples(seconds).median())));
        return table.toString();
    }
}
