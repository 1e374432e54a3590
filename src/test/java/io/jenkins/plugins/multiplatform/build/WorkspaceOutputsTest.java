package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.output.LocalFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import io.jenkins.plugins.multiplatform.context.FileStat;
import io.jenkins.plugins.multiplatform.context.GoFileMode;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.plan.SshSpec;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a repository can make of the paths that a build writes, and of single files that it reads. A pipe that is opened can not be interrupted. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkspaceOutputsTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final long TIME = 1_700_000_000_123_456_789L;

    @TempDir
    private Path folder;

    private Path root;
    private Path outside;
    private Workspace workspace;

    @BeforeEach
    void makeFolders() throws Exception {
        root = Files.createDirectory(folder.resolve("workspace"));
        outside = Files.createDirectory(folder.resolve("home"));
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(outside.resolve("authorized_keys"), "mine");
        workspace = new Workspace(root.toString());
    }

    private String leadsOut(String link, Path target) {
        return "refused to follow the link " + root.resolve(link) + " to " + target + ": it leads out of the workspace "
                + root + ". Put what it leads to into the workspace, or write " + target + " itself into the step";
    }

    private LocalOutputs open(String... written) throws Exception {
        List<OutputSpec> outputs =
                Stream.of(written).map(WorkspaceOutputsTest::parse).toList();
        return LocalOutputs.of(outputs, new MirrorRule(root.toString(), false, true), workspace, Optional.empty());
    }

    private static OutputSpec parse(String written) {
        try {
            return OutputSpec.parse(written);
        } catch (PlanException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static FileStat entry(String path, int mode, String linkname) {
        return new FileStat(path, mode, 0, TIME, linkname);
    }

    private void assertOutsideUntouched() throws Exception {
        assertThat(Files.readString(outside.resolve("authorized_keys"))).isEqualTo("mine");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)))
                .isEqualTo("rwx------");
        try (Stream<Path> names = Files.list(outside)) {
            assertThat(names).containsExactly(outside.resolve("authorized_keys"));
        }
    }

    @Test
    void outputsBehindALinkOutOfTheWorkspaceAreRefusedBeforeTheBuild() throws Exception {
        Files.createSymbolicLink(root.resolve("out"), outside);
        for (String output : List.of(
                "type=local,dest=" + root.resolve("out"),
                "type=local,dest=" + root.resolve("out/below"),
                "type=tar,dest=" + root.resolve("out/a.tar"),
                "type=oci,dest=" + root.resolve("out/new/a.tar"),
                "type=oci,tar=false,dest=" + root.resolve("out"))) {
            assertThatThrownBy(() -> open(output))
                    .isInstanceOf(PlanException.class)
                    .hasMessage("output " + parse(output).dest() + ": " + leadsOut("out", outside));
        }
        assertOutsideUntouched();
    }

    @Test
    void outputsThatTheStepItselfPutsElsewhereAreWritten() throws Exception {
        String there = root.resolve("../home/new/a.tar").toString();
        try (LocalOutputs outputs = open("type=tar,dest=" + there);
                OutputFile file =
                        ((OutputTarget.File) outputs.target(parse("type=tar,dest=" + there), AMD64, false)).open()) {
            file.append("tar".getBytes(StandardCharsets.UTF_8));
            file.finish();
        }
        assertThat(Files.readString(outside.resolve("new/a.tar"))).isEqualTo("tar");
    }

    @Test
    void linksThatStayInTheWorkspaceAreFollowed() throws Exception {
        Files.createDirectories(root.resolve("real/deep"));
        Files.createSymbolicLink(root.resolve("out"), Path.of("real/deep"));
        try (OutputFolder output = LocalFolder.open(workspace, root.resolve("out/new"))) {
            output.make(entry("link", GoFileMode.SYMLINK | 0777, "../../x"));
            output.finish();
        }
        assertThat(Files.readSymbolicLink(root.resolve("real/deep/new/link"))).isEqualTo(Path.of("../../x"));
    }

    @Test
    void aFileInPlaceOfALinkReplacesIt() throws Exception {
        Files.createSymbolicLink(root.resolve("a.tar"), outside.resolve("authorized_keys"));
        String output = "type=tar,dest=" + root.resolve("a.tar");
        try (LocalOutputs outputs = open(output);
                OutputFile file = ((OutputTarget.File) outputs.target(parse(output), AMD64, false)).open()) {
            file.append("tar".getBytes(StandardCharsets.UTF_8));
            file.finish();
        }
        assertThat(Files.isSymbolicLink(root.resolve("a.tar"))).isFalse();
        assertThat(Files.readString(root.resolve("a.tar"))).isEqualTo("tar");
        assertOutsideUntouched();
    }

    @Test
    void aFolderThatBecomesALinkBeforeItIsFinishedIsNotFollowed() throws Exception {
        try (OutputFolder output = LocalFolder.open(workspace, root.resolve("out"))) {
            output.make(entry("a", GoFileMode.DIRECTORY | 0777, ""));
            Files.delete(root.resolve("out/a"));
            Files.createSymbolicLink(root.resolve("out/a"), outside);
            assertThatThrownBy(output::finish)
                    .hasMessage("Tried to write " + root.resolve("out/a") + ", but failed because: "
                            + root.resolve("out/a") + " is no folder any more");
            assertThatThrownBy(() -> output.make(entry("a/authorized_keys", 0644, "")))
                    .hasMessage("Tried to write " + root.resolve("out/a/authorized_keys") + ", but failed because: "
                            + root.resolve("out/a") + " is no folder any more");
        }
        assertOutsideUntouched();
    }

    @Test
    void whatTakesTheDestinationsPlaceGetsNothing() throws Exception {
        FileStat file = entry("authorized_keys", 0666, "");
        try (OutputFolder output = LocalFolder.open(workspace, root.resolve("out"))) {
            output.make(file);
            output.append(file, "theirs".getBytes(StandardCharsets.UTF_8));
            Files.move(root.resolve("out"), root.resolve("away"));
            Files.createSymbolicLink(root.resolve("out"), outside);
            assertThatThrownBy(() -> output.complete(file)).hasMessageContaining("Tried to write ");
            assertThatThrownBy(() -> output.make(entry("b", GoFileMode.DIRECTORY | 0777, "")))
                    .hasMessageContaining("Tried to write ");
            assertThatThrownBy(() -> output.make(entry("c", GoFileMode.SYMLINK | 0777, "x")))
                    .hasMessageContaining("Tried to write ");
        }
        assertOutsideUntouched();
    }

    @Test
    void modesTimesAndSecondNamesAreThoseOfTheResult() throws Exception {
        FileStat tool = entry("d/tool", GoFileMode.SETUID | 0751, "");
        try (OutputFolder output = LocalFolder.open(workspace, root.resolve("out"))) {
            output.make(entry("d", GoFileMode.DIRECTORY | GoFileMode.STICKY | 0777, ""));
            output.make(tool);
            output.append(tool, "x".getBytes(StandardCharsets.UTF_8));
            output.complete(tool);
            output.make(entry("d/x", GoFileMode.DIRECTORY | 0500, ""));
            output.make(entry("same", GoFileMode.SETUID | 0751, "d/tool"));
            output.finish();
        }
        Path out = root.resolve("out");
        assertThat((int) Files.getAttribute(out.resolve("d"), "unix:mode") & 07777)
                .isEqualTo(01777);
        assertThat((int) Files.getAttribute(out.resolve("d/tool"), "unix:mode") & 07777)
                .isEqualTo(04751);
        assertThat((int) Files.getAttribute(out.resolve("d/x"), "unix:mode") & 07777)
                .isEqualTo(0500);
        assertThat(Files.isSameFile(out.resolve("same"), out.resolve("d/tool"))).isTrue();
        for (String path : List.of("d", "d/tool", "d/x", "same")) {
            assertThat(Files.getLastModifiedTime(out.resolve(path)).toInstant())
                    .as(path)
                    .isEqualTo(Instant.ofEpochSecond(0, TIME));
        }
        try (Stream<Path> all = Files.walk(out)) {
            assertThat(all.map(path -> out.relativize(path).toString())).containsOnly("", "d", "d/tool", "d/x", "same");
        }
    }

    @Test
    void aMirroredFolderLosesLinksAndNotWhatTheyLeadTo() throws Exception {
        String output = "type=local,mode=delete,dest=" + root.resolve("out");
        Files.createDirectories(root.resolve("out/old/deep"));
        Files.writeString(root.resolve("out/old/deep/file"), "x");
        Files.createSymbolicLink(root.resolve("out/home"), outside);
        try (LocalOutputs outputs = open(output)) {
            try (OutputFolder folder = ((OutputTarget.Folder) outputs.target(parse(output), AMD64, false)).open()) {
                folder.make(entry("new", GoFileMode.DIRECTORY | 0755, ""));
                folder.finish();
            }
            outputs.finish(List.of(AMD64));
        }
        try (Stream<Path> names = Files.list(root.resolve("out"))) {
            assertThat(names).containsExactly(root.resolve("out/new"));
        }
        assertOutsideUntouched();
    }

    @Test
    void aDestinationThatBecomesALinkIsNotMirrored() throws Exception {
        String output = "type=local,mode=delete,dest=" + root.resolve("out");
        try (LocalOutputs outputs = open(output)) {
            try (OutputFolder folder = ((OutputTarget.Folder) outputs.target(parse(output), AMD64, false)).open()) {
                folder.finish();
            }
            Files.delete(root.resolve("out"));
            Files.createSymbolicLink(root.resolve("out"), outside);
            assertThatThrownBy(() -> outputs.finish(List.of(AMD64))).hasMessageContaining(leadsOut("out", outside));
        }
        assertOutsideUntouched();
    }

    @Test
    void resultFilesReplaceLinksAndLeadNowhereElse() throws Exception {
        Path metadata = Files.createSymbolicLink(root.resolve("metadata.json"), outside.resolve("authorized_keys"));
        WorkspaceFiles.write(workspace, metadata, "{}");
        assertThat(Files.readString(metadata)).isEqualTo("{}");
        Files.createSymbolicLink(root.resolve("out"), outside);
        assertThatThrownBy(() -> WorkspaceFiles.write(workspace, root.resolve("out/authorized_keys"), "theirs"))
                .hasMessageContaining(leadsOut("out", outside));
        assertThatThrownBy(() -> WorkspaceFiles.delete(workspace, root.resolve("out/authorized_keys")))
                .hasMessage(leadsOut("out", outside));
        assertOutsideUntouched();
        WorkspaceFiles.delete(workspace, metadata);
        WorkspaceFiles.delete(workspace, metadata);
        WorkspaceFiles.delete(workspace, root.resolve("no/such/folder"));
        assertThat(metadata).doesNotExist();
    }

    private void secretIsRefused(String name, String message) {
        assertThatThrownBy(() -> WorkspaceFiles.secret(workspace, root.resolve(name), "id", name))
                .isInstanceOf(PlanException.class)
                .hasMessage(message);
    }

    @Test
    void secretsAreRegularFilesOfTheWorkspace() throws Exception {
        Files.writeString(root.resolve("token"), "t0ken");
        assertThat(WorkspaceFiles.secret(workspace, root.resolve("token"), "id", "token"))
                .asString()
                .isEqualTo("t0ken");
        assertThat(WorkspaceFiles.secret(workspace, outside.resolve("authorized_keys"), "id", "…"))
                .as("named by the step itself, as by withCredentials")
                .asString()
                .isEqualTo("mine");
        Files.createSymbolicLink(root.resolve("key"), outside.resolve("authorized_keys"));
        secretIsRefused(
                "key",
                "cannot read " + root.resolve("key") + ": " + leadsOut("key", outside.resolve("authorized_keys")));
        secretIsRefused("none", "failed to stat none: stat " + root.resolve("none") + ": no such file or directory");
        Files.createDirectory(root.resolve("folder"));
        secretIsRefused("folder", "cannot read " + root.resolve("folder") + ": is a directory");
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        secretIsRefused(
                "pipe", "cannot read " + root.resolve("pipe") + ": is no file but a device, a pipe or a socket");
        try (RandomAccessFile sparse = new RandomAccessFile(root.resolve("huge").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        secretIsRefused("huge", "secret id too big. max size 500KiB");
    }

    @Test
    void sourcePoliciesAreBounded() throws Exception {
        Files.writeString(root.resolve("policy"), "{}");
        assertThat(WorkspaceFiles.sourcePolicy(workspace, root.resolve("policy")))
                .isEqualTo("{}");
        Files.createSymbolicLink(root.resolve("zero"), Path.of("/dev/zero"));
        assertThatThrownBy(() -> WorkspaceFiles.sourcePolicy(Workspace.NONE, root.resolve("zero")))
                .hasMessage("cannot read the source policy " + root.resolve("zero")
                        + " that EXPERIMENTAL_BUILDKIT_SOURCE_POLICY names: is no file but a device, a pipe or a"
                        + " socket");
    }

    @Test
    void keysOfTheAgentAreNotLentByALink() throws Exception {
        Files.createSymbolicLink(root.resolve("deploy_key"), outside.resolve("authorized_keys"));
        List<SshSpec> specs = List.of(
                new SshSpec("default", List.of(root.resolve("deploy_key").toString())));
        assertThatThrownBy(() -> LocalSshAgents.of(specs, Optional.empty(), workspace))
                .isInstanceOf(PlanException.class)
                .hasMessage("failed to convert agent config for ID: \"default\": "
                        + leadsOut("deploy_key", outside.resolve("authorized_keys")));
        assertThatCode(() -> LocalSshAgents.of(specs, Optional.empty()))
                .hasMessageContaining("failed to parse " + root.resolve("deploy_key"));
    }
}
