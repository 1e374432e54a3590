package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.output.LocalFile;
import io.jenkins.plugins.multiplatform.buildkit.output.LocalFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.context.ContextException;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Destinations on this machine. Several platforms come from several solves: folders go side by side, archives are kept
 * under names of their own until all are there, and then made into one. Those that an unfinished build would spoil wait
 * too: an image layout, and what goes to the standard output.
 */
public final class LocalOutputs implements OutputTargets, AutoCloseable {
    private final Workspace workspace;
    private final OutputStream standardOutput;
    private final PartFiles parts;
    private final Map<Path, ConcurrentMap<String, Platform>> owners = new ConcurrentHashMap<>();
    private final Map<OutputSpec, Mirror> mirrors = new ConcurrentHashMap<>();
    private boolean closed;

    private LocalOutputs(Workspace workspace, OutputStream standardOutput, Optional<Path> apart) {
        this.workspace = workspace;
        this.standardOutput = standardOutput;
        this.parts = new PartFiles(apart);
    }

    /** Where there is no standard output that could take any, and this process's folder is where folders may be mirrored. */
    public static LocalOutputs of(List<OutputSpec> outputs) throws PlanException {
        return of(outputs, MirrorRule.here(false), Workspace.NONE, Optional.empty());
    }

    /**
     * @param workspace whose links lead nowhere else
     * @param standardOutput empty if it is a terminal, or nobody reads it
     * @throws PlanException with buildx's text if something else stands where an output shall go, or if a link leads
     *     there out of the workspace
     */
    public static LocalOutputs of(
            List<OutputSpec> outputs, MirrorRule rule, Workspace workspace, Optional<OutputStream> standardOutput)
            throws PlanException {
        for (OutputSpec output : outputs) {
            if (output.isForStandardOutput() && standardOutput.isEmpty()) {
                throw new PlanException(
                        "dest file is required for " + output.type() + " exporter. refusing to write to console");
            }
            if (!output.isImage() && !output.isForStandardOutput()) {
                check(output, Path.of(output.dest()), workspace);
            }
            if (output.isMirror()) {
                rule.check(output);
            }
        }
        boolean pipes = outputs.stream().anyMatch(OutputSpec::isForStandardOutput);
        return new LocalOutputs(
                workspace,
                standardOutput.orElseGet(OutputStream::nullOutputStream),
                pipes ? Optional.of(apart()) : Optional.empty());
    }

    private static Path apart() throws PlanException {
        try {
            return Files.createTempDirectory("mpb-");
        } catch (IOException e) {
            throw new PlanException(
                    "Tried to make a folder in " + System.getProperty("java.io.tmpdir")
                            + " for what goes to the standard output, but failed because: " + e.getMessage(),
                    e);
        }
    }

    private static void check(OutputSpec output, Path dest, Workspace workspace) throws PlanException {
        boolean folder = output.isFolder() || output.isLayout();
        try {
            if (folder) {
                workspace.locateFolder(dest);
            } else if (dest.getFileName() != null) {
                workspace.locateNew(dest);
            }
        } catch (ContextException e) {
            throw new PlanException("output " + output.dest() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            // What is wrong with it is said when it is made.
            return;
        }
        if (folder && Files.exists(dest) && !Files.isDirectory(dest)) {
            throw new PlanException("destination directory " + output.dest() + " is a file");
        }
        if (!folder && Files.isDirectory(dest)) {
            throw new PlanException("destination file " + output.dest() + " is a directory");
        }
    }

    @Override
    public OutputTarget target(OutputSpec output, Platform platform, boolean several) {
        Path dest = Path.of(output.dest()).toAbsolutePath();
        if (output.isFolder()) {
            String inside = output.splits(several) ? PlatformFolders.of(platform) : "";
            OutputTarget.Folder folder = inside.isEmpty() ? merged(dest, platform) : folder(dest.resolve(inside));
            return output.isMirror() ? mirror(output, dest).remembering(folder, platform, inside) : folder;
        }
        boolean waits = several || output.isLayout() || output.isForStandardOutput();
        Path file = waits ? part(output, platform, several) : dest;
        OutputTarget.File target = () -> {
            requireOpen();
            return new RunFile(LocalFile.open(workspace, file), this);
        };
        return target;
    }

    private Mirror mirror(OutputSpec output, Path dest) {
        return mirrors.computeIfAbsent(output, first -> new Mirror(dest, workspace));
    }

    private OutputTarget.Folder folder(Path folder) {
        return () -> {
            requireOpen();
            return LocalFolder.open(workspace, folder);
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
            return new MergedFolder(LocalFolder.open(workspace, folder), platform, sharing);
        };
    }

    private synchronized Path part(OutputSpec output, Platform platform, boolean several) {
        return parts.of(output, platform, several);
    }

    @Override
    public synchronized void finish(List<Platform> platforms) throws IOException {
        for (Map.Entry<OutputSpec, PartFiles.Part> output : parts.of(platforms).entrySet()) {
            new Assembly(output.getKey(), output.getValue(), workspace).finish(standardOutput);
        }
        // Last: what it removes can't come back.
        for (Mirror mirror : mirrors.values()) {
            mirror.sweep(platforms);
        }
    }

    /** Removes the archives of single platforms. What is still being sent gets no place any more. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        parts.close();
    }
}
