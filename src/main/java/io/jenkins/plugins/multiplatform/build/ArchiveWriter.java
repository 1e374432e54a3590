package io.jenkins.plugins.multiplatform.build;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a tar from entries of others, each name once. */
final class ArchiveWriter implements AutoCloseable {
    private static final int FOLDER = 0755;
    private static final int FILE = 0644;

    private final TarArchiveOutputStream out;
    private final Set<String> names = new HashSet<>();

    ArchiveWriter(Path file) throws IOException {
        this(Files.newOutputStream(file));
    }

    /** @param target closed with this */
    ArchiveWriter(OutputStream target) {
        out = new TarArchiveOutputStream(new BufferedOutputStream(target), StandardCharsets.UTF_8.name());
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        out.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** @param name ends with a slash */
    void folder(String name) throws IOException {
        if (names.add(name)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setMode(FOLDER);
            entry.setModTime(0);
            put(entry, InputStream.nullInputStream());
        }
    }

    void file(String name, byte[] content) throws IOException {
        if (names.add(name)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setMode(FILE);
            entry.setModTime(0);
            entry.setSize(content.length);
            put(entry, new ByteArrayInputStream(content));
        }
    }

    /**
     * Copies an archive's entries.
     *
     * @param prefix of their new names
     * @param wanted by the name that an entry has there
     */
    void copyAll(Path part, String prefix, Predicate<String> wanted) throws IOException {
        try (PartReader in = new PartReader(part)) {
            for (Optional<TarArchiveEntry> entry = in.next(); entry.isPresent(); entry = in.next()) {
                if (wanted.test(entry.get().getName())) {
                    copy(entry.get(), prefix, in.content());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("an entry that a node sent can't be written: " + e.getMessage(), e);
        }
    }

    /**
     * Copies an entry with all that it says of itself.
     *
     * @param prefix of its new name, and of the file's that it is another name of
     */
    private void copy(TarArchiveEntry from, String prefix, InputStream content) throws IOException {
        if (!names.add(prefix + from.getName())) {
            return;
        }
        TarArchiveEntry entry = new TarArchiveEntry(prefix + from.getName(), from.getLinkFlag(), true);
        entry.setMode(from.getMode());
        entry.setUserId(from.getLongUserId());
        entry.setGroupId(from.getLongGroupId());
        entry.setUserName(from.getUserName());
        entry.setGroupName(from.getGroupName());
        entry.setLastModifiedTime(from.getLastModifiedTime());
        entry.setDevMajor(from.getDevMajor());
        entry.setDevMinor(from.getDevMinor());
        entry.setLinkName(from.isLink() ? prefix + from.getLinkName() : from.getLinkName());
        from.getExtraPaxHeaders().forEach(entry::addPaxHeader);
        if (from.isFile()) {
            entry.setSize(from.getSize());
        }
        put(entry, content);
    }

    private void put(TarArchiveEntry entry, InputStream content) throws IOException {
        out.putArchiveEntry(entry);
        if (entry.getSize() > 0) {
            content.transferTo(out);
        }
        out.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
