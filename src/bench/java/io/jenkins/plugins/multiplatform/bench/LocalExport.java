package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A result of 500 MiB that comes back into a folder; the context is unchanged and stays where it is. */
record LocalExport(String name, String title, double gate) implements BenchCase {
    private static final int LARGE_MIB = 500;

    @Override
    public int warmUps(Side side) {
        return 1;
    }

    @Override
    public void prepare(Path folder, String repository) throws IOException {
        Path context = Folders.context(folder.resolve("context"), "FROM scratch\nCOPY large /large\n");
        Folders.largeFile(context.resolve("large"), LARGE_MIB);
    }

    @Override
    public List<List<String>> commands(Path folder, String repository, int number) {
        return List.of(List.of(
                "build",
                "--progress",
                "plain",
                "--platform",
                "linux/amd64",
                "-o",
                "type=local,dest=" + folder.resolve("result"),
                folder.resolve("context").toString()));
    }

    @Override
    public void tidy(Path folder) throws IOException {
        Folders.delete(folder.resolve("result"));
    }
}
