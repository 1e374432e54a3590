package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder whose content is foreign, as that of a repository: symbolic links in it may lead to other places in it, and
 * nowhere else. A path that leads out by what is written in it, absolute or with {@code ..}, is the user's own and goes
 * where it says.
 *
 * @param root absolute, on the machine that has it, and may itself be a link; empty where all links may be followed, as
 *     for a command that runs for its user
 */
public record Workspace(String root) implements Serializable {
    /** Of a command that runs for its user, who may read and write what can be read and written. */
    public static final Workspace NONE = new Workspace("");

    /**
     * Where a path leads.
     *
     * @return to be opened without following links from there on
     * @throws ContextException if a link in the workspace leads out of it
     * @throws IOException if there is nothing
     */
    public Location locate(Path path) throws IOException {
        Path whole = written(path);
        if (!holds(path)) {
            return outside(path.toAbsolutePath().toRealPath());
        }
        Path real = base().toRealPath();
        Path found;
        try {
            found = whole.toRealPath();
        } catch (IOException e) {
            requireInside(whole, real);
            throw e;
        }
        if (!found.startsWith(real)) {
            requireInside(whole, real);
            throw new ContextException(whole + " leads out of the workspace " + root + " to " + found);
        }
        return new Location(real, real.relativize(found));
    }

    /**
     * Where a file or folder is or will be: as far as there is something it is as {@link #locate} finds it, the rest is
     * as written. The last name is not followed.
     *
     * @param path has a name
     */
    public Location locateNew(Path path) throws IOException {
        Path whole = holds(path) ? written(path) : path.toAbsolutePath();
        Path known = whole.getParent();
        if (known == null) {
            throw new ContextException(path + " names no file");
        }
        Path above = known.getParent();
        while (above != null && !Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
            known = above;
            above = known.getParent();
        }
        Location there = locate(known);
        Path rest = known.relativize(whole).normalize();
        return new Location(there.base(), there.names().resolve(rest));
    }

    /** Where a folder is or will be; if it is there, links to it are followed as {@link #locate} does. */
    public Location locateFolder(Path path) throws IOException {
        return Files.exists(path) ? locate(path) : locateNew(path);
    }

    /**
     * Reads a file: one of the workspace without following links out of it, another one as its user reads it.
     *
     * @param most in bytes
     */
    public byte[] read(Path file, int most) throws IOException {
        return holds(file) ? RegularFile.read(locate(file), most) : RegularFile.read(file, most);
    }

    /** Whether a path is one of the workspace by what is written; always false where there is none. */
    public boolean holds(Path path) {
        return !root.isEmpty() && written(path).startsWith(base());
    }

    /** By the path that the workspace has here, also if it is written by the one that this one leads to. */
    private Path written(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        if (root.isEmpty() || whole.startsWith(base())) {
            return whole;
        }
        try {
            Path real = base().toRealPath();
            return whole.startsWith(real) ? base().resolve(real.relativize(whole)) : whole;
        } catch (IOException e) {
            // A workspace that is not there holds nothing.
            return whole;
        }
    }

    private Path base() {
        return Path.of(root).toAbsolutePath().normalize();
    }

    private static Location outside(Path real) {
        Path parent = real.getParent();
        return parent == null || Files.isDirectory(real)
                ? Location.of(real)
                : new Location(parent, parent.relativize(real));
    }

    /** Names the link. */
    private void requireInside(Path whole, Path real) throws IOException {
        Path base = base();
        Path known = real;
        for (Path name : base.relativize(whole)) {
            Path next = known.resolve(name);
            if (!Files.isSymbolicLink(next)) {
                known = next;
                continue;
            }
            Path target = Files.readSymbolicLink(next);
            if (!Files.exists(next)) {
                throw new ContextException(
                        shown(known, name, real) + " is a link to " + target + ", where there is nothing");
            }
            known = next.toRealPath();
            if (!known.startsWith(real)) {
                throw new ContextException("refused to follow the link " + shown(next.getParent(), name, real) + " to "
                        + target + ": it leads out of the workspace " + root
                        + ". Put what it leads to into the workspace, or write " + known + " itself into the step");
            }
        }
    }

    private Path shown(Path folder, Path name, Path real) {
        return base().resolve(real.relativize(folder)).resolve(name);
    }
}
