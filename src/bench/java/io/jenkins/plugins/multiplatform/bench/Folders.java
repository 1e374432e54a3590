package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes contexts in memory, where no disk is measured, and removes them. Equal seeds make equal contents. */
final class Folders {
    private static final int PIECE = 1 << 20;

    private Folders() {}

    static Path context(Path folder, String dockerfile) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("Dockerfile"), dockerfile, StandardCharsets.UTF_8);
        return folder;
    }

    /** Files of a few hundred bytes to four kilobytes, a hundred in a folder. */
    static void smallFiles(Path folder, int count) throws IOException {
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[200 + random.nextInt(3900)];
            random.nextBytes(content);
            Path parent = folder.resolve("folder-" + i / 100);
            Files.createDirectories(parent);
            Files.write(parent.resolve("file-" + i), content);
        }
    }

    /** One that can't be compressed. */
    static void largeFile(Path file, int mib) throws IOException {
        Files.createDirectories(file.getParent());
        Random random = new Random(mib);
        byte[] piece = new byte[PIECE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mib; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
