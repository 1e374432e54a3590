package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.testbed.Full;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody writes into the context while it is sent, again and again: every build ends, and a failed one says why. */
@Full
@NeedsTestBed
class RestlessContextTest {
    private static final int ROUNDS = 15;
    private static final int FOLDERS = 20;
    private static final int FILES = 40;

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void everyBuildEnds(TestBed bed) throws Exception {
        long seed = Long.getLong("mpb.seed", new Random().nextLong());
        System.out.println("RestlessContextTest: seed " + seed + " (-Dmpb.seed=" + seed + " repeats it)");
        for (int i = 0; i < FOLDERS; i++) {
            Path parent = Files.createDirectory(folder.resolve("folder-" + i));
            for (int k = 0; k < FILES; k++) {
                Files.write(parent.resolve("file-" + k), new byte[1000 * k]);
            }
        }
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> unrest = executor.submit(() -> {
                disturb(new Random(seed), over);
                return null;
            });
            int built = 0;
            for (int round = 0; round < ROUNDS; round++) {
                built += build(bed) ? 1 : 0;
            }
            over.set(true);
            unrest.get();
            assertThat(built).as("builds that succeeded all the same").isPositive();
        } finally {
            executor.shutdownNow();
        }
    }

    private boolean build(TestBed bed) throws Exception {
        String tag = bed.get("registry.plain") + "/restless/" + UUID.randomUUID() + ":1";
        Requests.dockerfile(folder, "FROM scratch\nCOPY . /data\nLABEL run=" + UUID.randomUUID() + "\n");
        try {
            new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {})
                    .run(Requests.push(folder, tag, "linux/amd64"));
            return true;
        } catch (BuildException e) {
            assertThat(e.getMessage()).startsWith("linux/amd64 on engine-a: ");
            assertThat(new PushedImage(tag).manifest()).isEmpty();
            return false;
        }
    }

    private void disturb(Random random, AtomicBoolean over) throws IOException {
        while (!over.get() && !Thread.currentThread().isInterrupted()) {
            Path parent = folder.resolve("folder-" + random.nextInt(FOLDERS));
            Path file = parent.resolve("file-" + random.nextInt(FILES));
            try {
                switch (random.nextInt(4)) {
                    case 0 -> Files.deleteIfExists(file);
                    case 1 -> Files.write(file, new byte[random.nextInt(400_000)]);
                    case 2 -> {
                        Files.deleteIfExists(file);
                        Files.createSymbolicLink(file, Path.of("file-0"));
                    }
                    default -> {
                        Files.deleteIfExists(file);
                        Files.createDirectory(file);
                    }
                }
            } catch (NoSuchFileException | FileAlreadyExistsException | DirectoryNotEmptyException e) {
                // two of its own doings meet, such as writing through a link that leads nowhere
            } catch (java.nio.file.FileSystemException e) {
                // writing to what is a folder now
            }
        }
    }
}
