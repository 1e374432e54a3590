package io.jenkins.plugins.multiplatform.context;

import io.jenkins.plugins.multiplatform.context.FileAttributes.Inode;
import io.jenkins.plugins.multiplatform.context.PatternMatcher.FolderSet;
import io.jenkins.plugins.multiplatform.context.PatternMatcher.Match;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of a context in the order in which BuildKit wants them: a folder before what is in it, siblings ascending
 * by UTF-8 bytes. A folder that is left out itself comes before the first thing in it that isn't. Nothing is read ahead;
 * memory holds the names in the folders that lead to the current one, and files with several names. What vanishes during
 * the walk is left out. Not for use by several threads at once.
 *
 * @see <a href="https://github.com/tonistiigi/fsutil/blob/master/filter.go">fsutil's filter.go</a>
 */
public final class ContextWalk {
    private final Optional<PatternMatcher> includes;
    private final PatternMatcher excludes;
    private final FolderSet included;
    private final FolderSet excepted;
    private final Deque<Folder> open = new ArrayDeque<>();
    private final Deque<FileStat> ready = new ArrayDeque<>();
    private final Map<Inode, String> firstNames = new HashMap<>();

    /** A folder on the way down from the root. */
    private static final class Folder {
        final String prefix;
        final Location place;
        final FolderListing listing;
        final Match include;
        final Match exclude;
        /** What has to be sent before the first thing below it. */
        Optional<FileStat> unsent;

        Folder(String prefix, Location place, Match include, Match exclude, Optional<FileStat> unsent)
                throws IOException {
            this.prefix = prefix;
            this.place = place;
            this.listing = FolderListing.of(place);
            this.include = include;
            this.exclude = exclude;
            this.unsent = unsent;
        }
    }

    private ContextWalk(Path root, ContextFilter filter) throws ContextException {
        List<String> patterns =
                FollowedPaths.merge(filter.includes(), FollowedPaths.resolve(root, filter.followPaths()));
        this.includes = patterns.isEmpty() ? Optional.empty() : Optional.of(PatternMatcher.of(patterns));
        this.excludes = PatternMatcher.of(filter.excludes());
        this.included = includes.map(matcher -> matcher.foldersOf(false)).orElse(FolderSet.UNKNOWN);
        this.excepted = excludes.foldersOf(true);
    }

    /**
     * @param root of the user, may be a symbolic link to the folder
     * @throws ContextException if there is no such folder, or a pattern is invalid
     */
    public static ContextWalk open(Path root, ContextFilter filter) throws ContextException {
        return open(ContextCheck.folder(root), filter);
    }

    /** @throws ContextException if there is no such folder, or a pattern is invalid */
    public static ContextWalk open(Location root, ContextFilter filter) throws ContextException {
        ContextWalk walk = new ContextWalk(root.path(), filter);
        try {
            walk.open.push(new Folder("", root, Match.ROOT, Match.ROOT, Optional.empty()));
        } catch (IOException e) {
            throw Faults.of("list the folder", root.path().toString(), e);
        }
        return walk;
    }

    /**
     * The next entry, or empty at the end.
     *
     * @throws ContextException if an entry that belongs to the context can't be read
     * @throws InterruptedIOException if this thread is interrupted
     */
    public Optional<FileStat> next() throws IOException {
        while (ready.isEmpty() && !open.isEmpty()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("Interrupted while listing the build context");
            }
            FolderListing listing = open.peek().listing;
            if (listing.hasNext()) {
                visit(open.peek(), listing.next());
            } else {
                open.pop();
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    private void visit(Folder parent, FolderListing.Entry entry) throws IOException {
        String path = parent.prefix + entry.name();
        Match exclude = excludes.match(path, parent.exclude);
        if (exclude.matched() && !excepted.mayHold(path)) {
            return;
        }
        Match include = includes.isPresent() ? includes.get().match(path, parent.include) : new Match(true, new int[0]);
        boolean sent = include.matched() && !exclude.matched();
        try {
            FileAttributes attributes = FileAttributes.of(entry.path());
            if (sent) {
                checkName(entry, path);
                sendFolders();
                ready.add(stat(path, entry.path(), attributes));
            }
            if (attributes.isDirectory() && (include.matched() || included.mayHold(path))) {
                Optional<FileStat> unsent = sent ? Optional.empty() : Optional.of(folder(path, attributes));
                Location place = parent.place.child(entry.path().getFileName());
                open.push(new Folder(path + "/", place, include, exclude, unsent));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // gone since its folder was listed
        } catch (AccessDeniedException e) {
            if (sent) {
                throw Faults.of("read", path, e);
            }
        } catch (ContextException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!FileSource.isLink(e)) {
                throw Faults.of("read", path, e);
            }
        } catch (IOException e) {
            throw Faults.of("read", path, e);
        }
    }

    private static void checkName(FolderListing.Entry entry, String path) throws ContextException {
        if (!entry.isUtf8()) {
            throw new ContextException("Tried to send " + path + " of the build context, but its name isn't UTF-8."
                    + " Rename it, or leave it out by .dockerignore.");
        }
    }

    private void sendFolders() {
        open.descendingIterator().forEachRemaining(folder -> {
            folder.unsent.ifPresent(ready::add);
            folder.unsent = Optional.empty();
        });
    }

    private static FileStat folder(String path, FileAttributes attributes) {
        return new FileStat(path, attributes.mode(), 0, attributes.modTimeNanos(), "");
    }

    private FileStat stat(String path, Path file, FileAttributes attributes) throws IOException {
        if (attributes.isDirectory()) {
            return folder(path, attributes);
        }
        return new FileStat(
                path,
                attributes.mode(),
                attributes.size(),
                attributes.modTimeNanos(),
                attributes.isSymbolicLink() ? target(path, file) : firstName(path, attributes),
                attributes.devMajor(),
                attributes.devMinor());
    }

    private static String target(String path, Path link) throws IOException {
        return FileNames.target(Files.readSymbolicLink(link))
                .orElseThrow(() -> new ContextException("Tried to send the link " + path
                        + " of the build context, but its target isn't UTF-8. Leave it out by .dockerignore."));
    }

    private String firstName(String path, FileAttributes attributes) {
        String first = attributes
                .inode()
                .map(inode -> firstNames.putIfAbsent(inode, path))
                .orElse(null);
        return first == null ? "" : first;
    }
}
