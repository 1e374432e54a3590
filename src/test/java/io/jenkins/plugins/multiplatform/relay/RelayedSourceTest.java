package io.jenkins.plugins.multiplatform.relay;

import static io.jenkins.plugins.multiplatform.relay.RelayedFolders.read;
import static io.jenkins.plugins.multiplatform.relay.RelayedFolders.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.context.RandomTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders over the relay, held against the same folders without it. */
@Timeout(120)
class RelayedSourceTest {
    @TempDir
    Path root;

    private LocalSource folder;
    private LocalSource relayed;
    private Rig rig;

    @BeforeEach
    void connect() throws Exception {
        folder = FolderSource.of(root);
        rig = new Rig(Map.of("context", folder));
        relayed = rig.client.source("context");
    }

    @AfterEach
    void disconnect() throws Exception {
        rig.close();
        assertThat(rig.log).isEmpty();
    }

    /** As the daemon's requests come: all at once, and opened one after the other. */
    private void assertSameContent(List<FileStat> entries) throws Exception {
        List<FileStat> regular = entries.stream().filter(FileStat::isRegular).toList();
        List<LocalSource.ExpectedFile> expected =
                regular.stream().map(relayed::expect).toList();
        for (int i = 0; i < regular.size(); i++) {
            String path = regular.get(i).path();
            try (InputStream in = expected.get(i).open().orElseThrow()) {
                assertThat(in.readAllBytes()).as(path).isEqualTo(bytes(path));
            }
        }
    }

    private byte[] bytes(String path) {
        try {
            return read(folder, path).orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void showsWhatTheFolderShows(long seed) throws Exception {
        RandomTree tree = new RandomTree(seed);
        tree.fill(root);
        assertSameContent(walk(relayed, ContextFilter.ALL));
        for (int i = 0; i < 50; i++) {
            ContextFilter filter = new ContextFilter(tree.patterns(3), tree.patterns(4), tree.patterns(1));
            assertThat(walk(relayed, filter)).as(filter.toString()).isEqualTo(walk(folder, filter));
        }
    }

    @Test
    void twentyThousandFilesAreDescribedAndRead() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            Path file = root.resolve("dir" + i % 100 + "/file" + i);
            if (i < 100) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, "content of " + i);
        }
        List<FileStat> entries = walk(relayed, ContextFilter.ALL);
        assertThat(entries).hasSize(20_100).isEqualTo(walk(folder, ContextFilter.ALL));
        long described = rig.client.transferred().wireBytes();
        assertThat(described).as("entries shrink").isLessThan(20_100L * 30);
        assertSameContent(entries);
        assertThat(rig.client.transferred()).satisfies(count -> {
            assertThat(count.entries()).isEqualTo(20_100);
            assertThat(count.files()).isEqualTo(20_000);
            assertThat(count.bytes())
                    .isEqualTo(entries.stream()
                            .filter(FileStat::isRegular)
                            .mapToLong(FileStat::size)
                            .sum());
            assertThat(count.wireBytes()).isGreaterThan(described + 20_000);
        });
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 63, 64, 65_535, 65_536, 1 << 17, (1 << 17) + 1, 3_000_000})
    void filesOfEverySizeArrive(int size) throws Exception {
        byte[] random = new byte[size];
        new Random(size).nextBytes(random);
        Files.write(root.resolve("random"), random);
        Files.write(root.resolve("zero"), new byte[size]);
        assertSameContent(walk(relayed, ContextFilter.ALL));
        assertThat(rig.client.transferred().bytes()).isEqualTo(2L * size);
        assertThat(rig.client.transferred().wireBytes())
                .as("one of the two shrinks, and the other does not grow much")
                .isLessThan(size + size / 20 + 1000);
    }

    @Test
    void aVanishedFileIsGone() throws Exception {
        Files.writeString(root.resolve("file"), "x");
        walk(relayed, ContextFilter.ALL);
        Files.delete(root.resolve("file"));
        assertThat(relayed.open("file")).isEmpty();
    }

    @Test
    void aFaultHasTheTextOfTheMachineWhereItHappened() throws Exception {
        ContextFilter broken = ContextFilter.excluding(List.of("[a"));
        Throwable here = catchThrowable(() -> walk(folder, broken));
        assertThat(here).isNotNull();
        assertThatThrownBy(() -> walk(relayed, broken))
                .isInstanceOf(RelayException.class)
                .hasMessage(here.getMessage());
    }

    @Test
    void anIgnoreFileOfTwentyThousandLinesIsTaken() throws Exception {
        Files.writeString(root.resolve("keep"), "x");
        Files.writeString(root.resolve("drop-19999"), "x");
        Random random = new Random(1);
        List<String> lines = IntStream.range(0, 20_000)
                .mapToObj(i -> "drop-" + i + (i == 19_999 ? "" : Long.toHexString(random.nextLong())))
                .toList();
        assertThat(walk(relayed, ContextFilter.excluding(lines)))
                .extracting(FileStat::path)
                .containsExactly("keep");
    }

    @Test
    void tooManyPatternsAreRefused() {
        List<String> lines = IntStream.range(0, FilterCodec.MAX_PATTERNS + 1)
                .mapToObj(i -> "drop-" + i)
                .toList();
        assertThatThrownBy(() -> walk(relayed, ContextFilter.excluding(lines)))
                .isInstanceOf(RelayException.class)
                .hasMessage("Refused to list the build context: .dockerignore and what the Dockerfile copies make more"
                        + " than 200000 patterns or 6291456 characters. Use fewer and wider patterns.");
    }

    @Test
    void manyReadersAtOnceGetTheirOwnFiles() throws Exception {
        for (int i = 0; i < 40; i++) {
            byte[] content = new byte[300_000 + i];
            new Random(i).nextBytes(content);
            Files.write(root.resolve("file" + i), content);
        }
        List<FileStat> entries = walk(relayed, ContextFilter.ALL);
        List<Throwable> failures = new ArrayList<>();
        List<Thread> readers = entries.stream()
                .map(entry -> new Thread(() -> {
                    try {
                        assertSameContent(List.of(entry));
                    } catch (Throwable e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                }))
                .toList();
        readers.forEach(Thread::start);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failures).isEmpty();
        Rig.await("all windows are given back", () -> rig.client.pool().available() == WindowPool.SIZE);
    }

    @Test
    void whoStopsReadingEarlyGivesItsWindowBack() throws Exception {
        Files.write(root.resolve("file"), new byte[50_000_000]);
        walk(relayed, ContextFilter.ALL);
        for (int i = 0; i < 100; i++) {
            try (InputStream in = relayed.open("file").orElseThrow()) {
                assertThat(in.read()).isZero();
            }
        }
        Rig.await("all windows are given back", () -> rig.client.pool().available() == WindowPool.SIZE);
    }

    @Test
    void whoStopsWalkingEarlyGivesItsWindowBack() throws Exception {
        new RandomTree(3).fill(root);
        assertThatThrownBy(() -> relayed.walk(ContextFilter.ALL, entry -> {
                    throw new IOException("enough");
                }))
                .hasMessage("enough");
        Rig.await("all windows are given back", () -> rig.client.pool().available() == WindowPool.SIZE);
    }

    @Test
    void anInterruptedReaderHasItsRequestCancelled() throws Exception {
        StuckSource stuck = new StuckSource();
        try (Rig other = new Rig(Map.of("context", stuck))) {
            LocalSource source = other.client.source("context");
            walk(source, ContextFilter.ALL);
            List<Throwable> seen = new CopyOnWriteArrayList<>();
            Thread reader = new Thread(() -> {
                try {
                    read(source, "file");
                } catch (Throwable e) {
                    seen.add(e);
                }
            });
            reader.start();
            stuck.awaitReader();
            reader.interrupt();
            reader.join();
            assertThat(seen).singleElement().isInstanceOf(InterruptedIOException.class);
            stuck.awaitInterrupt();
            Rig.await("its window is given back", () -> other.client.pool().available() == WindowPool.SIZE);
        }
    }
}
