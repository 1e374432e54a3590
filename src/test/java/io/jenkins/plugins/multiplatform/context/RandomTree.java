package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small folders and patterns whose names collide often, and whose order differs between UTF-16 and UTF-8. */
public final class RandomTree {
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "a.b", "a-b", "a b", "é", "Ａ", "😀", "b.go", "x.go", ".a");
    private static final List<String> PARTS =
            List.of("a", "b", "ab", "a.b", "*", "**", "?", "a*", "*b", "[ab]", "**b", "*.go", ".*", "é", "??");

    private final Random random;

    public RandomTree(long seed) {
        this.random = new Random(seed);
    }

    public void fill(Path root) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(root));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Path path = pick(folders).resolve(pick(NAMES));
            try {
                switch (random.nextInt(6)) {
                    case 0, 1 -> folders.add(Files.createDirectory(path));
                    case 2 -> Files.createSymbolicLink(path, Path.of(random.nextBoolean() ? "a/b" : pick(NAMES)));
                    case 3 -> files.add(files.isEmpty() ? Files.createFile(path) : Files.createLink(path, pick(files)));
                    default ->
                        files.add(Files.write(path, new byte[random.nextInt(100)], StandardOpenOption.CREATE_NEW));
                }
            } catch (FileAlreadyExistsException e) {
                // the next one finds a name
            }
        }
    }

    public List<String> patterns(int most) {
        List<String> patterns = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            List<String> parts = new ArrayList<>();
            for (int j = 1 + random.nextInt(3); j > 0; j--) {
                parts.add(pick(PARTS));
            }
            patterns.add((random.nextInt(3) == 0 ? "!" : "") + String.join("/", parts));
        }
        return patterns;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
