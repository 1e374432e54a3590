package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.LocalFile;
import io.jenkins.plugins.multiplatform.buildkit.output.LocalFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Destinations on this machine. Several platforms come from several solves: folders go side by side, archives are kept
 * under names of their own until all are there, and then made into one.
 */
public final class LocalOutputs implements OutputTargets, AutoCloseable {
    private final Map<OutputSpec, Map<Platform, Path>> parts = new HashMap<>();
    private final Map<Path, ConcurrentMap<String, Platform>> owners = new ConcurrentHashMap<>();
    private boolean closed;

    private LocalOutputs() {}

    /** @throws PlanException with buildx's text if something else stands where an output shall go */
    public static LocalOutputs of(List<OutputSpec> outputs) throws PlanException {
        for (OutputSpec output : outputs) {
            if (output.isImage()) {
                continue;
            }
            Path dest = Path.of(output.dest());
            if (output.isFolder() && Files.exists(dest) && !Files.isDirectory(dest)) {
                throw new PlanException("destination directory " + output.dest() + " is a file");
            }
            if (!output.isFolder() && Files.isDirectory(dest)) {
                throw new PlanException("destination file " + output.dest() + " is a directory");
            }
        }
        return new LocalOutputs();
    }

    @Override
    public OutputTarget target(OutputSpec output, Platform platform, boolean several) {
        Path dest = Path.of(output.dest()).toAbsolutePath();
        if (output.isFolder()) {
            return output.splits(several) ? folder(dest.resolve(PlatformFolders.of(platform))) : merged(dest, platform);
        }
        Path file = several ? part(output, platform, dest) : dest;
        OutputTarget.File target = () -> {
            requireOpen();
            return new RunFile(LocalFile.open(file), this);
        };
        return target;
    }

    private OutputTarget.Folder folder(Path folder) {
        return () -> {
            requireOpen();
            return LocalFolder.open(folder);
        };
    }

    private synchronized void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the build has ended and takes no output any more");
        }
    }

    /** Puts a file in its place, unless nobody would remove it from there any more. */
    synchronized void finish(OutputFile file) throws IOException {
        requireOpen();
        file.finish();
    }

    private OutputTarget.Folder merged(Path folder, Platform platform) {
        ConcurrentMap<String, Platform> sharing = owners.computeIfAbsent(folder, first -> new ConcurrentHashMap<>());
        return () -> {
            requireOpen();
            // Another attempt may have other files; what none has any more belongs to nobody.
            sharing.values().removeIf(platform::equals);
            return new MergedFolder(LocalFolder.open(folder), platform, sharing);
        };
    }

    private synchronized Path part(OutputSpec output, Platform platform, Path dest) {
        return parts.computeIfAbsent(output, first -> new HashMap<>()).computeIfAbsent(platform, first -> beside(dest));
    }

    private static Path beside(Path file) {
        return file.resolveSibling(".mpb-" + UUID.randomUUID() + ".part");
    }

    @Override
    public synchronized void finish(List<Platform> platforms) throws IOException {
        for (Map.Entry<OutputSpec, Map<Platform, Path>> output : parts.entrySet()) {
            Map<Platform, Path> inOrder = new LinkedHashMap<>();
            platforms.forEach(
                    platform -> inOrder.put(platform, output.getValue().get(platform)));
            Path dest = Path.of(output.getKey().dest()).toAbsolutePath();
            Path joined = beside(dest);
            try {
                if (output.getKey().type().equals(OutputSpec.OCI)) {
                    OciJoiner.join(inOrder, joined);
                } else {
                    TarJoiner.join(inOrder, joined);
                }
                Files.move(joined, dest, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new IOException(
                        "Tried to put the platforms' archives together to " + dest + ", but failed because: "
                                + e.getMessage(),
                        e);
            } finally {
                Files.deleteIfExists(joined);
            }
        }
    }

    /** Removes the archives of single platforms. What is still being sent gets no place any more. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (Map<Platform, Path> files : parts.values()) {
            for (Path file : files.values()) {
                Files.deleteIfExists(file);
            }
        }
        parts.clear();
    }
}
