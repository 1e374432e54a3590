package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two platforms, everything cached, pushed under a tag: what a pipeline does most.
 *
 * @param builder of both clients; empty for the one that has engine a alone
 * @param builds at once
 * @param base image of a registry, which both clients' engines resolve there each time
 */
record CachedBuild(String name, String title, double gate, String builder, int builds, String base)
        implements BenchCase {
    /** An agent's JVM lives for weeks; it takes a dozen builds until most of what runs is compiled. */
    @Override
    public int warmUps(Side side) {
        return side == Side.WARM ? 20 : 3;
    }

    @Override
    public void prepare(Path folder, String repository) throws IOException {
        for (int i = 0; i < builds; i++) {
            Path context = Folders.context(
                    folder.resolve("context-" + i),
                    "FROM " + base + "\nRUN echo " + i + " > /number\nCOPY . /data\nCMD [\"cat\", \"/number\"]\n");
            Folders.smallFiles(context, 50);
        }
    }

    @Override
    public List<List<String>> commands(Path folder, String repository, int number) {
        List<List<String>> commands = new ArrayList<>();
        for (int i = 0; i < builds; i++) {
            List<String> command =
                    new ArrayList<>(List.of("build", "--platform", "linux/amd64,linux/arm64", "--progress", "plain"));
            if (!builder.isEmpty()) {
                command.addAll(List.of("--builder", builder));
            }
            command.addAll(List.of(
                    "--push",
                    "-t",
                    repository + ":" + i,
                    folder.resolve("context-" + i).toString()));
            commands.add(command);
        }
        return commands;
    }
}
