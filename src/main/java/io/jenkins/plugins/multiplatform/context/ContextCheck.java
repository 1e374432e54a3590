package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what would fail a build later, before any node is used for it. Reads no file. */
public final class ContextCheck {
    private static final int READABLE_BY_ALL = 0444;

    private ContextCheck() {}

    /**
     * That the Dockerfile is there and can be read.
     *
     * @return the Dockerfile; as buildx does, {@code dockerfile} is taken where there is no {@code Dockerfile}
     * @throws ContextException with buildx's texts
     */
    public static Path dockerfile(Path dockerfile) throws ContextException {
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
    public static List<String> unreadable(Location context, ContextFilter filter, int limit) throws IOException {
        Path root = context.path();
        ContextWalk walk = ContextWalk.open(context, filter);
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
     * @throws ContextException with buildx's text if it is none, or if a link leads to it out of the workspace
     */
    public static Location folder(Workspace workspace, Path context) throws ContextException {
        try {
            Location found = workspace.locate(context);
            if (Files.isDirectory(found.path(), LinkOption.NOFOLLOW_LINKS)) {
                return found;
            }
        } catch (ContextException e) {
            throw e;
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new ContextException("unable to prepare context: path \"" + context + "\" not found", e);
        } catch (IOException e) {
            throw new ContextException("unable to prepare context: path \"" + context + "\": " + e, e);
        }
        throw new ContextException("unable to prepare context: path \"" + context + "\" not found");
    }

    /** The same for a folder of the user, to which any link may lead. */
    public static Location folder(Path context) throws ContextException {
        return folder(Workspace.NONE, context);
    }
}
