package io.jenkins.plugins.multiplatform.bench;

import io.jenkins.plugins.multiplatform.bench.ControllerCost.Cost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What builds cost the controller: a context that it carries to two agents, beside a stash that is unstashed on both,
 * and many builds at once, beside as many runs that do nothing on the same agent.
 */
final class ControllerWeight {
    private static final int MIB = 500;
    private static final int BUILDS = 50;

    private final JenkinsScripts controller;
    private final Path folder;
    private final BenchBed bed;
    private final ControllerCost cost;

    ControllerWeight(JenkinsScripts controller, Path folder, BenchBed bed) {
        this.controller = controller;
        this.folder = folder;
        this.bed = bed;
        this.cost = new ControllerCost(controller);
    }

    /** @return a table */
    String measure(int runs) throws BenchException, IOException, InterruptedException {
        StringBuilder table = new StringBuilder();
        try (JenkinsAgent sources = agent("ws").declare("", "", BUILDS);
                JenkinsAgent amd64 = agent("a").declare("remote", bed.remote("a"));
                JenkinsAgent arm64 = agent("b").declare("remote", bed.remote("b"))) {
            for (JenkinsAgent agent : List.of(sources, amd64, arm64)) {
                agent.start(controller.address().getPort());
            }
            table.append("a context of ").append(MIB).append(" MiB to two agents, first time\n");
            carried(runs).forEach((side, costs) -> costs.forEach(one -> line(table, side, one)));
            table.append(BUILDS).append(" cached builds of two platforms at once\n");
            atOnce(runs).forEach((side, costs) -> costs.forEach(one -> line(table, side, one)));
        }
        return table.toString();
    }

    private static void line(StringBuilder table, String side, Cost one) {
        table.append(side).append(": ").append(one).append('\n');
    }

    private static String name(String agent) {
        return "mpb-bench-" + agent;
    }

    private JenkinsAgent agent(String name) {
        return new JenkinsAgent(controller, name(name), folder.resolve("weight-" + name));
    }

    private String step(String context, String tags) {
        return "multiPlatformBuild context: %s, %splatforms: 'linux/amd64,linux/arm64', nodes: ['linux/amd64': '%s', 'linux/arm64': '%s']"
                .formatted(context, tags, name("a"), name("b"));
    }

    /** Each run renames the context, so that no engine knows it. */
    private Map<String, List<Cost>> carried(int runs) throws BenchException, IOException, InterruptedException {
        Path workspace = folder.resolve("workspace-carried");
        Path context = Folders.context(workspace.resolve("app-0"), "FROM " + bed.base() + "\nCOPY . /data\n");
        Folders.largeFile(context.resolve("large"), MIB);
        String rename = "node('%s') { ws('%s') { sh \"mv app-* app-${BUILD_TAG}\"; ".formatted(name("ws"), workspace);
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        try (JenkinsJob ours = JenkinsJob.create(
                        controller, name("carried"), rename + step("\"app-${BUILD_TAG}\"", "") + " } }");
                JenkinsJob peer = JenkinsJob.create(
                        controller,
                        name("stash"),
                        rename + "stash name: 'c', includes: 'app-*/**' } }\n"
                                + "parallel(a: { node('%s') { unstash 'c'; deleteDir() } }, b: { node('%s') { unstash 'c'; deleteDir() } })"
                                        .formatted(name("a"), name("b")))) {
            for (int round = -1; round < runs; round++) {
                add(costs, "our step", round, cost.of(ours::run));
                bed.pruneContexts();
                add(costs, "stash and unstash", round, cost.of(peer::run));
            }
        }
        return costs;
    }

    private Map<String, List<Cost>> atOnce(int runs) throws BenchException, IOException, InterruptedException {
        Path context = Folders.context(
                folder.resolve("workspace-at-once").resolve("app"), "FROM " + bed.base() + "\nCOPY . /data\n");
        Folders.smallFiles(context, 50);
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        Map<String, List<JenkinsJob>> jobs = new LinkedHashMap<>();
        try {
            for (int i = 0; i < BUILDS; i++) {
                String copy = "node('%s') { sh 'cp -r %s/. .'; ".formatted(name("ws"), context);
                String tags = "tags: '" + bed.repository("at-once-" + i) + ":1', ";
                jobs.computeIfAbsent("our step", side -> new ArrayList<>())
                        .add(JenkinsJob.create(controller, name("step-" + i), copy + step("'.'", tags) + " }"));
                jobs.computeIfAbsent("the runs without it", side -> new ArrayList<>())
                        .add(JenkinsJob.create(controller, name("empty-" + i), copy + " }"));
            }
            for (int round = -1; round < runs; round++) {
                for (Map.Entry<String, List<JenkinsJob>> side : jobs.entrySet()) {
                    add(costs, side.getKey(), round, cost.of(() -> JenkinsJob.runAll(controller, side.getValue())));
                }
            }
        } finally {
            for (List<JenkinsJob> side : jobs.values()) {
                for (JenkinsJob job : side) {
                    job.close();
                }
            }
        }
        return costs;
    }

    /** The first round warms up. */
    private static void add(Map<String, List<Cost>> costs, String side, int round, Cost one) {
        if (round >= 0) {
            costs.computeIfAbsent(side, unused -> new ArrayList<>()).add(one);
        }
    }
}
