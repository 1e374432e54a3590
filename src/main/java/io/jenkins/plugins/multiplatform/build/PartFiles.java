package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Archives of single platforms, under names of their own until they are put in their place. */
final class PartFiles implements Closeable {
    private final Map<OutputSpec, Part> parts = new HashMap<>();

    private final Optional<Path> apart;

    /** @param apart a folder for what goes to the standard output, which nobody else may read; empty if nothing does */
    PartFiles(Optional<Path> apart) {
        this.apart = apart;
    }

    /**
     * One output's archives.
     *
     * @param several whether other platforms belong to it
     */
    record Part(boolean several, Map<Platform, Path> files) {}

    Path of(OutputSpec output, Platform platform, boolean several) {
        return parts.computeIfAbsent(output, first -> new Part(several, new HashMap<>()))
                .files()
                .computeIfAbsent(
                        platform,
                        first -> beside(
                                output.isForStandardOutput()
                                        ? apart.orElseThrow().resolve("output")
                                        : Path.of(output.dest())));
    }

    /** In the same folder, so that moving it there is one step. */
    static Path beside(Path file) {
        return file.toAbsolutePath().normalize().resolveSibling(".mpb-" + UUID.randomUUID() + ".part");
    }

    /** Outputs whose archives wait here. */
    Map<OutputSpec, Part> of(List<Platform> platforms) {
        Map<OutputSpec, Part> all = new LinkedHashMap<>();
        parts.forEach((output, part) -> {
            Map<Platform, Path> inOrder = new LinkedHashMap<>();
            platforms.forEach(platform -> inOrder.put(platform, part.files().get(platform)));
            all.put(output, new Part(part.several(), inOrder));
        });
        return all;
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts.values()) {
            for (Path file : part.files().values()) {
                Files.deleteIfExists(file);
            }
        }
        if (apart.isPresent()) {
            Files.deleteIfExists(apart.get());
        }
        parts.clear();
    }
}
