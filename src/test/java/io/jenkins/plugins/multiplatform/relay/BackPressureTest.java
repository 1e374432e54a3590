package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is on its way is bounded on every hop, and who does not read harms nobody else. */
@Timeout(120)
class BackPressureTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path root;

    private Rig rig;
    private LocalSource relayed;

    @BeforeEach
    void connect() throws Exception {
        rig = new Rig(Map.of("context", FolderSource.of(root)));
        relayed = rig.client.source("context");
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
    }

    private void assertBounded() {
        assertThat(rig.server.peak()).isLessThanOrEqualTo(FrameSender.WAITING_LIMIT + FrameSender.SLACK);
        assertThat(rig.forward.peak()).isLessThanOrEqualTo(WindowPool.SIZE + FrameSender.SLACK);
    }

    private void writeRandom(String name, int megabytes) throws Exception {
        byte[] block = new byte[MEGABYTE];
        new Random(name.hashCode()).nextBytes(block);
        try (var out = Files.newOutputStream(root.resolve(name))) {
            for (int i = 0; i < megabytes; i++) {
                out.write(block);
            }
        }
    }

    @Test
    void aFileOfTwoHundredMegabytesPasses() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(root.resolve("large").toFile(), "rw")) {
            byte[] block = new byte[MEGABYTE / 4];
            new Random(1).nextBytes(block);
            for (int i = 0; i < 200; i++) {
                file.seek((long) i * MEGABYTE);
                file.write(block);
            }
            file.setLength(200L * MEGABYTE);
        }
        RelayedFolders.walk(relayed, ContextFilter.ALL);
        try (InputStream in = relayed.open("large").orElseThrow();
                InputStream original = Files.newInputStream(root.resolve("large"))) {
            for (byte[] expected = original.readNBytes(MEGABYTE);
                    expected.length > 0;
                    expected = original.readNBytes(MEGABYTE)) {
                assertThat(Arrays.equals(in.readNBytes(MEGABYTE), expected)).isTrue();
            }
            assertThat(in.read()).isEqualTo(-1);
        }
        assertBounded();
        assertThat(rig.client.transferred().bytes()).isEqualTo(200L * MEGABYTE);
        assertThat(rig.client.transferred().wireBytes()).isBetween(50L * MEGABYTE, 60L * MEGABYTE);
    }

    @Test
    void readersThatStopDoNotStopOthers() throws Exception {
        for (int i = 0; i < 7; i++) {
            writeRandom("stuck" + i, 4);
        }
        writeRandom("read", 20);
        RelayedFolders.walk(relayed, ContextFilter.ALL);
        List<InputStream> stuck = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            InputStream in = relayed.open("stuck" + i).orElseThrow();
            in.readNBytes(MEGABYTE);
            stuck.add(in);
        }
        assertThat(RelayedFolders.read(relayed, "read"))
                .hasValueSatisfying(content -> assertThat(content).hasSize(20 * MEGABYTE));
        assertThat(RelayedFolders.walk(relayed, ContextFilter.ALL)).hasSize(8);
        for (InputStream in : stuck) {
            assertThat(in.readAllBytes()).hasSize(3 * MEGABYTE);
            in.close();
        }
        assertBounded();
        Rig.await("all windows are given back", () -> rig.client.pool().available() == WindowPool.SIZE);
    }

    @Test
    void aWindowGrowsForAReaderThatWaits() throws Exception {
        writeRandom("read", 20);
        RelayedFolders.walk(relayed, ContextFilter.ALL);
        try (InputStream in = relayed.open("read").orElseThrow()) {
            in.readNBytes(19 * MEGABYTE);
            assertThat(rig.client.pool().available()).isEqualTo(WindowPool.SIZE - WindowPool.LARGEST);
        }
        assertBounded();
    }
}
