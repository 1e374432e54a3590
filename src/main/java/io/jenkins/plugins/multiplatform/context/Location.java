package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A place on this machine by a folder that is trusted and names below it, none of which may be a symbolic link at the
 * moment when it is opened.
 *
 * @param base absolute, without links
 * @param names relative to it; empty for the folder itself
 */
public record Location(Path base, Path names) {
    private static final Path ITSELF = Path.of("");

    /** A folder whose whole path is trusted. */
    public static Location of(Path real) {
        return new Location(real, ITSELF);
    }

    /** A name in it. */
    Location child(Path name) {
        return new Location(base, names.resolve(name));
    }

    /** The whole, for texts and for what compares places. */
    public Path path() {
        return isBase() ? base : base.resolve(names);
    }

    private boolean isBase() {
        return names.equals(ITSELF);
    }

    /** Opens it as a folder; the caller closes it. */
    public OpenFolder folder() throws IOException {
        return open(isBase() ? ITSELF : names);
    }

    /** Opens the folder that it is in; not for the trusted folder itself. */
    public OpenFolder parent() throws IOException {
        return open(parentNames(), false);
    }

    /** Makes and opens it as a folder, and those above it that are not there; the caller closes it. */
    public OpenFolder makeFolder() throws IOException {
        return open(names, true);
    }

    /** The same with the folder that it is in. */
    public OpenFolder makeParent() throws IOException {
        return open(parentNames(), true);
    }

    private Path parentNames() {
        return names.getParent() == null ? ITSELF : names.getParent();
    }

    private OpenFolder open(Path way) throws IOException {
        return open(way, false);
    }

    private OpenFolder open(Path way, boolean make) throws IOException {
        OpenFolder folder = OpenFolder.at(base);
        if (way.equals(ITSELF)) {
            return folder;
        }
        for (Path name : way) {
            try (OpenFolder above = folder) {
                folder = make ? above.folderOrNew(name) : above.folder(name);
            }
        }
        return folder;
    }

    /**
     * Opens it as a file for reading; the caller closes it.
     *
     * @throws IOException also if it is anything but a regular file: a pipe would be waited for
     */
    public SeekableByteChannel read() throws IOException {
        try (OpenFolder folder = parent()) {
            return RegularFile.open(folder, names.getFileName());
        }
    }

    /** Of the place itself, also if it has become a link; not for the trusted folder itself. */
    public BasicFileAttributes attributes() throws IOException {
        try (OpenFolder folder = parent()) {
            return folder.attributes(names.getFileName());
        }
    }
}
