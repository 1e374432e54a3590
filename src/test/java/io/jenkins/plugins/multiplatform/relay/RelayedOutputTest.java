package io.jenkins.plugins.multiplatform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.output.LocalFile;
import io.jenkins.plugins.multiplatform.buildkit.output.LocalFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.buildkit.output.ResultPaths;
import io.jenkins.plugins.multiplatform.buildkit.session.FolderSource;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.context.RandomTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs over the relay, held against what was sent. */
@Timeout(120)
class RelayedOutputTest {
    @TempDir
    Path source;

    @TempDir
    Path workspace;

    private Rig rig;
    private OutputTarget.File file;
    private OutputTarget.Folder folder;

    @BeforeEach
    void connect() {
        OutputTarget.File archive = () -> LocalFile.open(workspace.resolve("out.tar"));
        OutputTarget.Folder results = () -> LocalFolder.open(workspace.resolve("out"));
        OutputTarget.File unwritable = () -> LocalFile.open(source.resolve("file/out.tar"));
        rig = new Rig(
                Map.of(), Map.of("archive", archive, "results", results, "unwritable", unwritable), Heartbeat.USUAL);
        file = (OutputTarget.File) rig.client.target("archive", false);
        folder = (OutputTarget.Folder) rig.client.target("results", true);
    }

    @AfterEach
    void disconnect() throws Exception {
        Rig.await(
                "all memory for outputs is given back",
                () -> rig.server.pushes().available() == WindowPool.SIZE);
        rig.close();
    }

    private List<Path> written() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(workspace, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                if (!path.equals(workspace)) {
                    found.add(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                found.add(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException gone) {
                // Removed at this moment.
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** As the daemon does it: all entries first, then the contents. */
    private static void copy(LocalSource from, OutputFolder to) throws Exception {
        List<FileStat> entries = RelayedFolders.walk(from, ContextFilter.ALL);
        for (FileStat entry : entries) {
            to.make(entry);
        }
        for (FileStat entry : entries) {
            if (entry.isRegular() && !ResultPaths.isHardLink(entry)) {
                to.append(entry, RelayedFolders.read(from, entry.path()).orElseThrow());
                to.complete(entry);
            }
        }
        to.finish();
        to.close();
    }

    /** Java can't set the time of a symbolic link. */
    private static List<FileStat> described(List<FileStat> entries) {
        return entries.stream()
                .map(entry -> entry.isSymbolicLink()
                        ? new FileStat(entry.path(), entry.mode(), entry.size(), 0, entry.linkname())
                        : entry)
                .toList();
    }

    private void assertArrived() throws Exception {
        LocalSource sent = FolderSource.of(source);
        LocalSource arrived = FolderSource.of(workspace.resolve("out"));
        List<FileStat> entries = RelayedFolders.walk(sent, ContextFilter.ALL);
        assertThat(described(RelayedFolders.walk(arrived, ContextFilter.ALL))).isEqualTo(described(entries));
        for (FileStat entry : entries) {
            if (entry.isRegular()) {
                assertThat(RelayedFolders.read(arrived, entry.path()).orElseThrow())
                        .as(entry.path())
                        .isEqualTo(RelayedFolders.read(sent, entry.path()).orElseThrow());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aFolderArrivesWithLinksAndTimes(long seed) throws Exception {
        new RandomTree(seed).fill(source);
        copy(FolderSource.of(source), folder.open());
        assertArrived();
    }

    @Test
    void aFolderArrivesWithItsModes() throws Exception {
        Path tool = Files.writeString(source.resolve("tool"), "#!/bin/sh\n");
        Path closed = Files.createDirectory(source.resolve("closed"));
        Files.writeString(closed.resolve("inside"), "x");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setAttribute(closed, "unix:mode", 01770);
        copy(FolderSource.of(source), folder.open());
        assertArrived();
        assertThat(Files.getAttribute(workspace.resolve("out/closed"), "unix:mode"))
                .isEqualTo(Files.getAttribute(closed, "unix:mode"));
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 65_536, 65_537, 3_000_000})
    void filesOfEverySizeArrive(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        try (OutputFile output = file.open()) {
            output.append(content);
            output.finish();
        }
        assertThat(written())
                .singleElement()
                .satisfies(only -> assertThat(Files.readAllBytes(only)).isEqualTo(content));
    }

    @Test
    void nothingIsThereBeforeTheEndAndNothingStaysOfWhatHasNone() throws Exception {
        Files.writeString(workspace.resolve("out.tar"), "before");
        OutputFile output = file.open();
        output.append(new byte[1_000_000]);
        Rig.await("it is being written", () -> written().size() == 2);
        assertThat(workspace.resolve("out.tar")).hasContent("before");
        output.close();
        Rig.await("it is removed", () -> written().size() == 1);
        assertThat(workspace.resolve("out.tar")).hasContent("before");
    }

    @Test
    void anotherAttemptBeginsAnew() throws Exception {
        Files.createDirectory(source.resolve("dir"));
        Files.writeString(source.resolve("dir/file"), "whole");
        try (OutputFolder first = folder.open()) {
            List<FileStat> entries = RelayedFolders.walk(FolderSource.of(source), ContextFilter.ALL);
            first.make(entries.get(0));
            first.make(entries.get(1));
            first.append(entries.get(1), new byte[500_000]);
        }
        copy(FolderSource.of(source), folder.open());
        assertArrived();
        Rig.await("the first one's file is removed", () -> written().size() == 3);
    }

    @Test
    void aFaultHasTheTextOfTheMachineWhereItHappened() throws Exception {
        Files.writeString(source.resolve("file"), "no folder");
        OutputTarget.File unwritable = (OutputTarget.File) rig.client.target("unwritable", false);
        try (OutputFile output = unwritable.open()) {
            assertThatThrownBy(output::finish)
                    .isInstanceOf(RelayException.class)
                    .hasMessage("Tried to write " + source.resolve("file/out.tar")
                            + ", but failed because: there is a file of that name");
        }
        try (OutputFile output = unwritable.open()) {
            assertThatThrownBy(() -> {
                        while (true) {
                            output.append(new byte[100_000]);
                        }
                    })
                    .as("before all was sent")
                    .isInstanceOf(RelayException.class)
                    .hasMessageStartingWith("Tried to write ");
        }
    }

    @Test
    void anUndeclaredOutputIsRefused() throws Exception {
        try (OutputFile output = ((OutputTarget.File) rig.client.target("other", false)).open()) {
            assertThatThrownBy(output::finish).hasMessage("no access allowed to output \"other\"");
        }
        Rig.await("it is logged", () -> rig.log.size() == 1);
        assertThat(rig.log)
                .containsExactly("refused a request of " + rig.node + ": no access allowed to output \"other\"");
        assertThat(written()).isEmpty();
    }

    @Test
    void whatIsSentWhenTheLinkEndsIsRemoved() throws Exception {
        try (OutputFile output = file.open()) {
            output.append(new byte[1_000_000]);
            Rig.await("it is being written", () -> written().size() == 1);
            rig.client.close();
            assertThatThrownBy(output::finish)
                    .hasMessage("Lost the connection to " + rig.workspace
                            + ": it was closed here, as the build needs it no more");
        }
        Rig.await("it is removed", () -> written().isEmpty());
    }
}
