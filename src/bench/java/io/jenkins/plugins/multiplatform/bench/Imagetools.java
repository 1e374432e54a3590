package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at an image of two platforms with attestations, or joins two images to a new one.
 *
 * @param pusher makes the images, for all sides
 */
record Imagetools(String name, String title, double gate, boolean create, String base, Client pusher)
        implements BenchCase {
    private static final List<String> PLATFORMS = List.of("amd64", "arm64");

    @Override
    public int warmUps(Side side) {
        return 3;
    }

    @Override
    public void prepare(Path folder, String repository) throws IOException, BenchException, InterruptedException {
        Path context = Folders.context(folder, "FROM " + base + "\nCOPY Dockerfile /\n");
        push(context, repository + ":both", "linux/amd64,linux/arm64");
        for (String architecture : PLATFORMS) {
            push(context, repository + ":" + architecture, "linux/" + architecture);
        }
    }

    private void push(Path context, String tag, String platforms) throws BenchException, InterruptedException {
        pusher.run(List.of(
                "build", "--progress", "plain", "--platform", platforms, "--push", "-t", tag, context.toString()));
    }

    @Override
    public List<List<String>> commands(Path folder, String repository, int number) {
        List<String> command = new ArrayList<>(List.of("imagetools"));
        if (create) {
            command.addAll(List.of("create", "-t", repository + ":joined-" + number));
            PLATFORMS.forEach(architecture -> command.add(repository + ":" + architecture));
        } else {
            command.addAll(List.of("inspect", repository + ":both"));
        }
        return List.of(command);
    }
}
