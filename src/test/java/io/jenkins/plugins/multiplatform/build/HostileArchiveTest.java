package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that a node sends and that are put together here: read, or refused, in little memory and little disk. */
@Timeout(120)
class HostileArchiveTest {
    private static final int BLOCK = 512;
    private static final long GIBIBYTE = 1 << 30;
    private static final String LIMIT = "an entry has more than 1048576 bytes of names and attributes";

    @TempDir
    private Path folder;

    private Path sample(String name) throws IOException {
        Path file = folder.resolve(name);
        try (ArchiveWriter writer = new ArchiveWriter(file)) {
            writer.folder("blobs/");
            writer.file("index.json", "{\"manifests\":[]}".getBytes(StandardCharsets.UTF_8));
            writer.file("a/" + "long".repeat(60) + "/ü", new byte[700]);
        }
        return file;
    }

    private Path joined() {
        return folder.resolve("joined");
    }

    private void join(Path part) throws IOException {
        try (ArchiveWriter writer = new ArchiveWriter(joined())) {
            TarJoiner.join(Map.of(Engines.AMD64, part), writer);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void damagedArchivesAreJoinedOrRefused(long seed) throws Exception {
        byte[] good = Files.readAllBytes(sample("good"));
        Random random = new Random(seed);
        int joined = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = good.clone();
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                // Headers are at the beginning of blocks.
                int at = random.nextInt(bytes.length / BLOCK) * BLOCK + random.nextInt(270);
                bytes[at] = (byte)
                        (random.nextBoolean() ? random.nextInt(256) : "0123457LKxgSA".charAt(random.nextInt(13)));
            }
            sum(bytes);
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            Path part = Files.write(folder.resolve("part"), Arrays.copyOf(bytes, length));
            try {
                join(part);
                joined++;
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
            assertThat(Files.size(joined())).isLessThan(1 << 20);
            assertThatThrownBy(() -> joinOci(part)).isInstanceOf(IOException.class);
        }
        assertThat(joined).as("else everything is refused").isGreaterThan(50);
    }

    /** Puts the check sums right, else no header is looked at. */
    private static void sum(byte[] tar) {
        for (int block = 0; block + BLOCK <= tar.length; block += BLOCK) {
            if (tar[block + 257] == 'u' && tar[block + 258] == 's') {
                Arrays.fill(tar, block + 148, block + 156, (byte) ' ');
                int sum = 0;
                for (int i = block; i < block + BLOCK; i++) {
                    sum += tar[i] & 0xff;
                }
                put(tar, block + 148, String.format("%06o\0 ", sum));
            }
        }
    }

    private static void put(byte[] tar, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, at, bytes.length);
    }

    /** An entry as POSIX has it, with its content and what fills its last block. */
    private static byte[] entry(char type, long size, String content) {
        byte[] entry = new byte[BLOCK + (content.length() + BLOCK - 1) / BLOCK * BLOCK];
        put(entry, 0, "name");
        put(entry, 100, "0000644");
        put(entry, 124, String.format("%011o", size));
        entry[156] = (byte) type;
        put(entry, 257, "ustar\00000");
        put(entry, BLOCK, content);
        sum(entry);
        return entry;
    }

    private static String record(String key, String value) {
        int length = key.length() + value.length() + 3;
        int digits = String.valueOf(length).length();
        digits = String.valueOf(length + digits).length();
        return (length + digits) + " " + key + "=" + value + "\n";
    }

    /** An entry of a gibibyte, which takes no place on the disk. */
    private Path gibibyte(char type, String beginning) throws IOException {
        Path file = Files.write(folder.resolve("part"), entry(type, GIBIBYTE, beginning));
        try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
            holes.setLength(GIBIBYTE + 4 * BLOCK);
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(chars = {'L', 'K', 'x', 'g'})
    void namesAndAttributesOfAGibibyteDoNotFillTheMemory(char type) throws Exception {
        Path part = gibibyte(type, "1073741824 a=");
        assertThatThrownBy(() -> join(part)).isInstanceOf(IOException.class).hasMessage(LIMIT);
    }

    @Test
    void attributesForAllEntriesDoNotAddUp() throws Exception {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            String attribute = record("a" + i, "x".repeat(500_000));
            tar.writeBytes(entry('g', attribute.length(), attribute));
            tar.writeBytes(entry('0', 0, ""));
        }
        Path part = Files.write(folder.resolve("part"), tar.toByteArray());
        assertThatThrownBy(() -> join(part)).isInstanceOf(IOException.class).hasMessage(LIMIT);
    }

    @Test
    void aFileWithHolesDoesNotFillTheDisk() throws Exception {
        String huge = "2000000000";
        String attributes = record("GNU.sparse.size", huge)
                + record("GNU.sparse.numblocks", "1")
                + record("GNU.sparse.map", huge + ",0");
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.writeBytes(entry('x', attributes.length(), attributes));
        tar.writeBytes(entry('0', 0, ""));
        Path part = Files.write(folder.resolve("part"), tar.toByteArray());
        assertThatThrownBy(() -> join(part)).isInstanceOf(IOException.class).hasMessage("it has a file with holes");
        assertThat(Files.size(joined())).isLessThan(1 << 20);
    }

    private void joinOci(Path part) throws Exception {
        try (ArchiveWriter writer = new ArchiveWriter(joined())) {
            OciJoiner.join(Map.of(Engines.AMD64, part), writer);
        }
    }
}
