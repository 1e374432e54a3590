package io.jenkins.plugins.multiplatform.buildkit.output;

import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks the paths of a result, one after the other. A daemon names them, and its images and build steps are foreign: a
 * path may try to leave the folder, by its names or by a link that was sent before.
 */
public final class ResultPaths {
    private static final int LONGEST = 4096;
    /** All are remembered, to check others against them. */
    private static final int MAX_ENTRIES = 1_000_000;

    private static final int MAX_CHARACTERS = 64 << 20;

    private final int maxEntries;
    private final int maxCharacters;
    private final Map<String, FileStat> seen = new HashMap<>();
    private long characters;

    public ResultPaths() {
        this(MAX_ENTRIES, MAX_CHARACTERS);
    }

    ResultPaths(int maxEntries, int maxCharacters) {
        this.maxEntries = maxEntries;
        this.maxCharacters = maxCharacters;
    }

    /** @throws IOException if it would end anywhere but at its own place in the folder */
    public void check(FileStat entry) throws IOException {
        String path = entry.path();
        requireClean(path, path);
        characters += path.length() + entry.linkname().length();
        if (seen.size() == maxEntries || characters > maxCharacters) {
            throw refused(
                    path,
                    "it has more than " + maxEntries + " files, or names of more than " + maxCharacters
                            + " characters. Leave some out, or have them sent as one file (type=tar)");
        }
        if (!entry.isDirectory() && !entry.isSymbolicLink() && !entry.isRegular()) {
            throw refused(path, "it is a device or a pipe");
        }
        String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        if (!parent.isEmpty() && !(seen.containsKey(parent) && seen.get(parent).isDirectory())) {
            throw refused(path, "\"" + parent + "\" is no folder of the result");
        }
        if (isHardLink(entry)) {
            requireFile(entry);
        }
        if (seen.put(path, entry) != null) {
            throw refused(path, "it was sent before");
        }
    }

    /** A second name of a file, whose content comes under the first one alone. */
    public static boolean isHardLink(FileStat entry) {
        return entry.isRegular() && !entry.linkname().isEmpty();
    }

    private void requireFile(FileStat link) throws IOException {
        requireClean(link.path(), link.linkname());
        FileStat file = seen.get(link.linkname());
        if (file == null || !file.isRegular() || isHardLink(file)) {
            throw refused(link.path(), "\"" + link.linkname() + "\", whose other name it is, is no file of the result");
        }
    }

    private static void requireClean(String entry, String path) throws IOException {
        if (path.isEmpty()
                || path.length() > LONGEST
                || path.indexOf('\0') >= 0
                || path.indexOf('\\') >= 0 && isWindows()) {
            throw refused(entry, "that is no path");
        }
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw refused(entry, "it leads out of the folder or is not written plainly");
            }
        }
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static IOException refused(String path, String why) {
        String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
        return new IOException("refused to write \"" + shown + "\" of the build's result: " + why);
    }
}
