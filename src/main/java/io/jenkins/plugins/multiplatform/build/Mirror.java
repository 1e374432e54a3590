package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder that shall have what its platforms' results have, and nothing else. */
final class Mirror {
    private final Path root;
    private final Map<Platform, Set<String>> entries = new ConcurrentHashMap<>();

    Mirror(Path root) {
        this.root = root;
    }

    /** @param inside the folder's name in the mirrored one; empty if it is that itself */
    OutputTarget.Folder remembering(OutputTarget.Folder target, Platform platform, String inside) {
        return () -> new MirroredFolder(target.open(), inside, names -> entries.put(platform, names));
    }

    /**
     * Removes what is in no result. Links go, what they lead to stays.
     *
     * @param platforms whose results are there
     */
    void sweep(List<Platform> platforms) throws IOException {
        Set<String> kept = new HashSet<>();
        platforms.forEach(platform -> kept.addAll(entries.getOrDefault(platform, Set.of())));
        try {
            Path folder = root.toRealPath();
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    return deleteIfForeign(file);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    return visited.equals(folder) ? FileVisitResult.CONTINUE : deleteIfForeign(visited);
                }

                private FileVisitResult deleteIfForeign(Path path) throws IOException {
                    String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
                    if (!kept.contains(name)) {
                        Files.delete(path);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new IOException(
                    "Tried to remove from " + root + " what the result does not have, but failed because: " + e, e);
        }
    }
}
