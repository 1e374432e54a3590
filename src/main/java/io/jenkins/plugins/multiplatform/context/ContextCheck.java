package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what would fail a build later, before any node is used for it. Reads no file. */
public final class ContextCheck {
    private static final int READABLE_BY_ALL = 0444;

    private ContextCheck() {}

    /**
     * That the context is a folder and the Dockerfile is a file that can be read.
     *
     * @return the Dockerfile; as buildx does, {@code dockerfile} is taken where there is no {@code Dockerfile}
     * @throws ContextException with buildx's texts
     */
    public static Path verify(Path context, Path dockerfile) throws ContextException {
        folder(context);
        String name = String.valueOf(dockerfile.getFileName());
        Path lower = dockerfile.resolveSibling("dockerfile");
        Path used = name.equals("Dockerfile") && !Files.exists(dockerfile) && Files.exists(lower) ? lower : dockerfile;
        String failed = "failed to read dockerfile: open " + name + ": ";
        if (!Files.exists(used)) {
            throw new ContextException(failed + "no such file or directory");
        }
        if (Files.isDirectory(used)) {
            throw new ContextException(failed + "is a directory");
        }
        if (!Files.isReadable(used)) {
            throw new ContextException(failed + "permission denied");
        }
        return used;
    }

    /**
     * Files that would be sent but can't be read. Files that no instruction copies are never asked for, so give the
     * include patterns where they are known, and let a find under wide patterns be a warning.
     *
     * @param limit how many to find at most; the walk ends there
     */
    public static List<String> unreadable(Path context, ContextFilter filter, int limit) throws IOException {
        Path root = folder(context);
        ContextWalk walk = ContextWalk.open(root, filter);
        List<String> found = new ArrayList<>();
        for (Optional<FileStat> stat = walk.next(); stat.isPresent() && found.size() < limit; stat = walk.next()) {
            if (stat.get().isRegular() && !isReadable(root, stat.get())) {
                found.add(stat.get().path());
            }
        }
        return found;
    }

    /** A file that has vanished is no trouble. Asks the system only where the mode, which is known, leaves a doubt. */
    private static boolean isReadable(Path root, FileStat stat) throws IOException {
        if (!GoPath.WINDOWS && (stat.mode() & READABLE_BY_ALL) == READABLE_BY_ALL) {
            return true;
        }
        Path file = root;
        for (String name : stat.path().split("/")) {
            file = file.resolve(FileNames.path(name));
        }
        return Files.isReadable(file) || !Files.exists(file);
    }

    /**
     * The folder itself where {@code context} is a link to it.
     *
     * @throws ContextException with buildx's text if it is none
     */
    public static Path folder(Path context) throws ContextException {
        if (!Files.isDirectory(context)) {
            throw new ContextException("unable to prepare context: path \"" + context + "\" not found");
        }
        try {
            return context.toRealPath();
        } catch (IOException e) {
            throw new ContextException("unable to prepare context: path \"" + context + "\": " + e, e);
        }
    }
}
