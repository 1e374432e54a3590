package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A context on its way to the engine. Its files are copied into an image that nobody exports; that step is cached by
 * content from the warm-up on, so a run measures the way.
 *
 * @param fresh whether the context has a new name each time: to both clients' engines a name is what they compare a
 *     transfer with, so that all of it is sent
 * @param files small ones; none for a single file of 500 MiB
 * @param engine frees what fresh transfers leave in its memory
 */
record Transfer(String name, String title, double gate, boolean fresh, int files, String base, EngineStore engine)
        implements BenchCase {
    private static final int LARGE_MIB = 500;

    @Override
    public int warmUps(Side side) {
        return fresh ? 1 : 3;
    }

    @Override
    public void prepare(Path folder, String repository) throws IOException {
        Path context = Folders.context(folder.resolve("context-0"), "FROM " + base + "\nCOPY . /data\n");
        if (files > 0) {
            Folders.smallFiles(context, files);
        } else {
            Folders.largeFile(context.resolve("large"), LARGE_MIB);
        }
    }

    @Override
    public List<List<String>> commands(Path folder, String repository, int number) throws IOException {
        Path context = only(folder);
        if (fresh) {
            context = Files.move(context, folder.resolve("context-" + number));
        }
        return List.of(List.of(
                "build",
                "--progress",
                "plain",
                "--platform",
                "linux/amd64",
                "-o",
                "type=cacheonly",
                context.toString()));
    }

    @Override
    public void tidy(Path folder) throws BenchException, InterruptedException {
        if (fresh) {
            engine.pruneContexts();
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findFirst().orElseThrow();
        }
    }
}
