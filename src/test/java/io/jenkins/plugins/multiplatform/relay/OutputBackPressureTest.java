package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.buildkit.output.LocalFile;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is on its way to the workspace is bounded on every hop, and a disk that does not write harms nobody else. */
@Timeout(120)
class OutputBackPressureTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path workspace;

    private final StuckFile stuck = new StuckFile();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> senders = new ArrayList<>();
    private Rig rig;

    @BeforeEach
    void connect() throws Exception {
        Files.createDirectory(workspace.resolve("context"));
        Map<String, OutputTarget> outputs = new HashMap<>();
        OutputTarget.File full = () -> stuck;
        outputs.put("stuck", full);
        for (int i = 0; i < 20; i++) {
            Path place = workspace.resolve("out" + i);
            OutputTarget.File target = () -> LocalFile.open(place);
            outputs.put("out" + i, target);
        }
        rig = new Rig(Map.of("context", FolderSource.of(workspace.resolve("context"))), outputs, Heartbeat.USUAL);
    }

    @AfterEach
    void disconnect() throws Exception {
        stuck.released.countDown();
        for (Thread sender : senders) {
            sender.join();
        }
        Rig.await(
                "all memory for outputs is given back",
                () -> rig.server.pushes().available() == WindowPool.SIZE);
        rig.close();
        assertThat(rig.log).isEmpty();
    }

    /** On a disk that takes nothing until it is released. */
    private static final class StuckFile implements OutputFile {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void append(byte[] content) throws IOException {
            begun.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public void finish() {
            // nothing was written
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private OutputFile open(String name) throws IOException {
        return ((OutputTarget.File) rig.client.target(name, false)).open();
    }

    private Thread send(String name, int megabytes, AtomicLong sent) {
        Thread sender = new Thread(() -> {
            try (OutputFile output = open(name)) {
                byte[] block = new byte[MEGABYTE / 8];
                new Random(name.hashCode()).nextBytes(block);
                for (int i = 0; i < 8 * megabytes; i++) {
                    output.append(block);
                    sent.addAndGet(block.length);
                }
                output.finish();
            } catch (IOException | RuntimeException e) {
                failures.add(e);
            }
        });
        senders.add(sender);
        sender.start();
        return sender;
    }

    private void assertBounded() {
        assertThat(rig.client.peak()).isLessThanOrEqualTo(FrameSender.WAITING_LIMIT + FrameSender.SLACK);
        assertThat(rig.forward.peak()).isLessThanOrEqualTo(WindowPool.SIZE + FrameSender.SLACK);
    }

    private static void awaitWaiting(Thread sender) throws Exception {
        Rig.await("it waits", () -> sender.getState() == Thread.State.WAITING);
    }

    @Test
    void aFileOfAHundredMegabytesPasses() throws Exception {
        byte[] block = new byte[MEGABYTE];
        new Random(1).nextBytes(block);
        try (OutputFile output = open("out0")) {
            for (int i = 0; i < 100; i++) {
                block[MEGABYTE - 1] = (byte) i;
                output.append(block);
            }
            output.finish();
        }
        try (InputStream in = Files.newInputStream(workspace.resolve("out0"))) {
            for (int i = 0; i < 100; i++) {
                block[MEGABYTE - 1] = (byte) i;
                assertThat(Arrays.equals(in.readNBytes(MEGABYTE), block)).isTrue();
            }
            assertThat(in.read()).isEqualTo(-1);
        }
        assertBounded();
        assertThat(rig.forward.toWorkspaceBytes()).isBetween(100L * MEGABYTE, 102L * MEGABYTE);
    }

    @Test
    void whatShrinksIsSentShrunk() throws Exception {
        try (OutputFile output = open("out0")) {
            output.append(new byte[10 * MEGABYTE]);
            output.finish();
        }
        assertThat(workspace.resolve("out0")).hasSize(10 * MEGABYTE);
        assertThat(rig.forward.toWorkspaceBytes()).isLessThan(MEGABYTE);
    }

    @Test
    void aDiskThatDoesNotWriteStopsItsSenderAloneAndSoon() throws Exception {
        AtomicLong sent = new AtomicLong();
        Thread sender = send("stuck", 20, sent);
        awaitWaiting(sender);
        send("out1", 20, new AtomicLong()).join();
        Files.write(workspace.resolve("context/file"), new byte[5 * MEGABYTE]);
        RelayedFolders.walk(rig.client.source("context"), ContextFilter.ALL);
        assertThat(RelayedFolders.read(rig.client.source("context"), "file"))
                .hasValueSatisfying(content -> assertThat(content).hasSize(5 * MEGABYTE));
        assertThat(sent.get()).as("as much as its window").isLessThan(3L * WindowPool.FIRST);
        assertThat(workspace.resolve("out1")).hasSize(20 * MEGABYTE);
        stuck.released.countDown();
        sender.join();
        assertThat(failures).isEmpty();
        assertBounded();
    }

    @Test
    void twentyOutputsAtOnceAllPassEightAtATime() throws Exception {
        List<OutputFile> open = new ArrayList<>();
        for (int i = 0; i < Exchanges.MOST_PUSHES; i++) {
            open.add(open("out" + i));
        }
        for (int i = Exchanges.MOST_PUSHES; i < 20; i++) {
            awaitWaiting(send("out" + i, 3, new AtomicLong()));
        }
        assertThat(workspace.resolve("out8")).doesNotExist();
        for (OutputFile output : open) {
            output.append(new byte[MEGABYTE]);
            output.finish();
            output.close();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(failures).isEmpty();
        for (int i = Exchanges.MOST_PUSHES; i < 20; i++) {
            assertThat(workspace.resolve("out" + i)).hasSize(3 * MEGABYTE);
        }
        assertBounded();
    }

    @Test
    void anInterruptedSenderEndsTheWorkOnTheWorkspacesAgent() throws Exception {
        Thread sender = send("stuck", 20, new AtomicLong());
        stuck.begun.await();
        awaitWaiting(sender);
        sender.interrupt();
        sender.join();
        assertThat(failures).singleElement().isInstanceOf(InterruptedIOException.class);
        stuck.closed.await();
    }

    @Test
    void whoWaitsForATurnIsInterruptedToo() throws Exception {
        List<OutputFile> open = new ArrayList<>();
        for (int i = 0; i < Exchanges.MOST_PUSHES; i++) {
            open.add(open("out" + i));
        }
        Thread sender = send("out9", 1, new AtomicLong());
        awaitWaiting(sender);
        sender.interrupt();
        sender.join();
        assertThat(failures).singleElement().isInstanceOf(InterruptedIOException.class);
        for (OutputFile output : open) {
            output.close();
        }
        send("out10", 1, new AtomicLong()).join();
        assertThat(workspace.resolve("out10")).hasSize(MEGABYTE);
    }
}
