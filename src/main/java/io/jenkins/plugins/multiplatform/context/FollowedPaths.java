package io.jenkins.plugins.multiplatform.context;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns the paths that the daemon wants followed into include patterns: each path, and where it or a folder above it is
 * a symbolic link, what that link leads to. A link that leads out of the context is taken as if the context were the
 * root of the file system; nothing outside is looked at.
 *
 * @see <a href="https://github.com/tonistiigi/fsutil/blob/master/followlinks.go">fsutil's followlinks.go</a>
 */
final class FollowedPaths {
    private final Path root;
    private final Set<String> resolved = new TreeSet<>(GoPath.BY_BYTES);

    private FollowedPaths(Path root) {
        this.root = root;
    }

    /** Empty also means: one of the paths is the context itself, so there is nothing to leave out. */
    static List<String> resolve(Path root, List<String> paths) throws ContextException {
        FollowedPaths followed = new FollowedPaths(root);
        for (String path : paths) {
            followed.add(path);
        }
        return withoutNested(List.copyOf(followed.resolved));
    }

    /** The include patterns of a request and of its followed paths together; nested ones go as fsutil lets them go. */
    static List<String> merge(List<String> includes, List<String> followed) {
        if (followed.isEmpty()) {
            return includes;
        }
        List<String> both = new ArrayList<>(includes);
        both.addAll(followed);
        return withoutNested(both);
    }

    private static List<String> withoutNested(List<String> paths) {
        List<String> kept = new ArrayList<>();
        String last = "";
        for (String path : paths) {
            if (path.equals(".")) {
                return List.of();
            }
            if (!path.startsWith(last + "/")) {
                kept.add(path);
                last = path;
            }
        }
        return kept;
    }

    /** Not recursive: a workspace may hold a chain of links of any length. */
    private void add(String path) throws ContextException {
        Deque<String> open = new ArrayDeque<>(List.of(path));
        while (!open.isEmpty()) {
            follow(open.pop(), open);
        }
    }

    private void follow(String path, Deque<String> open) throws ContextException {
        String rest = GoPath.join(".", withoutDrive(path));
        String current = ".";
        while (true) {
            int slash = rest.indexOf('/');
            current = GoPath.join(current, slash < 0 ? rest : rest.substring(0, slash));
            rest = slash < 0 ? "" : rest.substring(slash + 1);
            List<String> targets = current.startsWith("..") ? List.of() : links(current);
            boolean ends = rest.isEmpty() || !targets.isEmpty();
            if (ends) {
                if (resolved.add(current)) {
                    for (String target : targets) {
                        open.push(GoPath.join(target, rest));
                    }
                }
                return;
            }
        }
    }

    private static String withoutDrive(String path) {
        String slashed = GoPath.slashes(path);
        return GoPath.WINDOWS && slashed.matches("[A-Za-z]:/.*") ? slashed.substring(2) : slashed;
    }

    /** Nothing fits a malformed pattern; it stays an include pattern, and is refused as that. */
    private static boolean fits(Glob glob, String name) {
        try {
            return glob.matches(name);
        } catch (InvalidPatternException e) {
            return false;
        }
    }

    /** Where the path leads if it is a link, or the links lead that its last name's wildcards fit. */
    private List<String> links(String path) throws ContextException {
        List<String> targets = new ArrayList<>();
        String parent = GoPath.parent(path);
        if (!Glob.hasWildcards(GoPath.name(path))) {
            link(path).ifPresent(targets::add);
            return targets;
        }
        for (String name : names(parent, GoPath.name(path))) {
            link(GoPath.join(parent, name)).ifPresent(targets::add);
        }
        return targets;
    }

    private List<String> names(String folder, String pattern) throws ContextException {
        Set<String> names = new TreeSet<>(GoPath.BY_BYTES);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(file(folder))) {
            Glob glob = new Glob(pattern);
            for (Path entry : entries) {
                Optional<String> name = FileNames.name(entry);
                name.filter(one -> fits(glob, one)).ifPresent(names::add);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw Faults.of("list the folder", folder, e);
        }
        return List.copyOf(names);
    }

    private Optional<String> link(String path) throws ContextException {
        try {
            Path file = file(path);
            if (!Files.isSymbolicLink(file)) {
                return Optional.empty();
            }
            Optional<String> target =
                    FileNames.target(Files.readSymbolicLink(file)).map(GoPath::clean);
            return target.map(to -> to.startsWith("/") ? to : GoPath.join("/", GoPath.join(GoPath.parent(path), to)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Faults.of("read the link", path, e);
        }
    }

    private Path file(String path) throws NoSuchFileException {
        Path file = root;
        if (!path.equals(".")) {
            for (String name : path.split("/")) {
                file = file.resolve(FileNames.path(name));
            }
        }
        return file;
    }
}
