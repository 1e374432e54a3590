package io.jenkins.plugins.multiplatform.build;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads an archive that a node sent. Names and attributes of an entry are held in memory, so they have a limit; files
 * with holes are refused, as a few bytes of them fill any disk. BuildKit sends neither.
 */
final class PartReader implements AutoCloseable {
    private static final int LARGEST_HEADERS = 1 << 20;

    private final Metered metered;
    private final TarArchiveInputStream in;

    PartReader(Path file) throws IOException {
        metered = new Metered(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
        in = new TarArchiveInputStream(metered, StandardCharsets.UTF_8.name());
    }

    /** Passes over what is left of the entry before. */
    Optional<TarArchiveEntry> next() throws IOException {
        if (in.getCurrentEntry() != null) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        metered.left = LARGEST_HEADERS;
        try {
            TarArchiveEntry entry = in.getNextEntry();
            if (entry != null) {
                check(entry);
            }
            return Optional.ofNullable(entry);
        } catch (IllegalArgumentException e) {
            throw new IOException("an entry has a header that can't be read: " + e.getMessage(), e);
        } finally {
            metered.left = Long.MAX_VALUE;
        }
    }

    /** Of the current entry. */
    InputStream content() {
        return in;
    }

    private static void check(TarArchiveEntry entry) throws IOException {
        if (entry.isSparse()) {
            throw new IOException("it has a file with holes");
        }
        long attributes = 0;
        for (Map.Entry<String, String> one : entry.getExtraPaxHeaders().entrySet()) {
            attributes += one.getKey().length() + one.getValue().length();
        }
        if (attributes > LARGEST_HEADERS) {
            throw tooLarge();
        }
    }

    private static IOException tooLarge() {
        return new IOException("an entry has more than " + LARGEST_HEADERS + " bytes of names and attributes");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class Metered extends FilterInputStream {
        private long left = Long.MAX_VALUE;

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            spend(1);
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            spend(Math.max(count, 0));
            return count;
        }

        private void spend(int count) throws IOException {
            left -= count;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
