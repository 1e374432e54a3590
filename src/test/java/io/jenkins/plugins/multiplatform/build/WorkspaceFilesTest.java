package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.Workspace;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a repository can make of the paths that a build reads. A pipe that is opened can not be interrupted. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkspaceFilesTest {
    @TempDir
    private Path folder;

    private Path workspace;
    private Path outside;

    @BeforeEach
    void makeFolders() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        outside = Files.createDirectory(folder.resolve("home"));
        Files.writeString(outside.resolve("id_rsa"), "private");
        Files.writeString(outside.resolve("Dockerfile"), "FROM scratch\n");
        Requests.dockerfile(workspace, "FROM scratch\nCOPY . /\n");
    }

    private ContextFacts read(BuildInput input) throws Exception {
        return ContextFacts.read(input, RegistrySettings.standard(), new Workspace(workspace.toString()));
    }

    private void isRefused(BuildInput input, String message) {
        assertThatThrownBy(() -> read(input)).isInstanceOf(PlanException.class).hasMessage(message);
    }

    private BuildInput context(String path) {
        return BuildInput.of(workspace.resolve(path).toString());
    }

    private BuildInput withNamed(String value) throws Exception {
        BuildInput input = context(".");
        return input.withOptions(input.options().withContexts(NamedContexts.parse(List.of("keys=" + value))));
    }

    private static List<String> names(LocalSource source) throws Exception {
        List<String> names = new ArrayList<>();
        source.walk(ContextFilter.ALL, entry -> names.add(entry.path()));
        return names;
    }

    private static String content(LocalSource source, String path) throws Exception {
        try (InputStream in = source.open(path).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String leadsOut(String link, Path target) {
        return "refused to follow the link " + workspace.resolve(link) + " to " + target
                + ": it leads out of the workspace " + workspace
                + ". Put what it leads to into the workspace, or write " + target + " itself into the step";
    }

    @Test
    void aContextBehindALinkOutOfTheWorkspaceIsRefused() throws Exception {
        Files.createSymbolicLink(workspace.resolve("app"), outside);
        isRefused(context("app"), leadsOut("app", outside));
        Files.createDirectory(outside.resolve("sub"));
        isRefused(context("app/sub"), leadsOut("app", outside));
        isRefused(
                withNamed(workspace.resolve("app").toString()),
                "failed to get build context keys: " + leadsOut("app", outside));
    }

    @Test
    void aChainOfLinksIsRefusedWhereItLeavesTheWorkspace() throws Exception {
        Files.createSymbolicLink(workspace.resolve("app"), Path.of("other"));
        Files.createSymbolicLink(workspace.resolve("other"), Path.of("../home"));
        assertThatThrownBy(() -> read(context("app")))
                .hasMessageStartingWith("refused to follow the link " + workspace.resolve("app") + " to other: it leads"
                        + " out of the workspace " + workspace + ". ");
    }

    @Test
    void aDockerfileBehindALinkOutOfTheWorkspaceIsRefused() throws Exception {
        Files.delete(workspace.resolve("Dockerfile"));
        Files.createSymbolicLink(workspace.resolve("Dockerfile"), outside.resolve("Dockerfile"));
        isRefused(context("."), leadsOut("Dockerfile", outside.resolve("Dockerfile")));
        isRefused(
                context(".").withDockerfile(workspace.resolve("Dockerfile").toString()),
                leadsOut("Dockerfile", outside.resolve("Dockerfile")));
    }

    @Test
    void linksThatStayInTheWorkspaceAreFollowed() throws Exception {
        Path app = Files.createDirectories(workspace.resolve("src/app"));
        Requests.dockerfile(app, "FROM scratch\nCOPY . /app\n");
        Files.createSymbolicLink(workspace.resolve("app"), Path.of("src/../src/app"));
        Files.createSymbolicLink(app.resolve("app.Dockerfile"), Path.of("../../Dockerfile"));
        ContextFacts facts = read(context("app")
                .withDockerfile(workspace.resolve("app/app.Dockerfile").toString()));
        assertThat(facts.text()).isEqualTo("FROM scratch\nCOPY . /\n");
        assertThat(names(facts.sources().get("context"))).containsExactly("Dockerfile", "app.Dockerfile");
        assertThat(content(facts.sources().get("dockerfile"), "app.Dockerfile")).isEqualTo(facts.text());
    }

    @Test
    void aWorkspaceMayBeALinkItself() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), workspace);
        ContextFacts facts = ContextFacts.read(
                BuildInput.of(link.resolve(".").toString()),
                RegistrySettings.standard(),
                new Workspace(link.toString()));
        assertThat(content(facts.sources().get("context"), "Dockerfile")).isEqualTo(facts.text());
    }

    @Test
    void linksOfAWorkspaceThatIsALinkLeadNowhereElseByEitherPath() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), workspace);
        Files.createSymbolicLink(workspace.resolve("app"), outside);
        for (Path written : List.of(link, workspace)) {
            assertThatThrownBy(() -> ContextFacts.read(
                            BuildInput.of(written.resolve("app").toString()),
                            RegistrySettings.standard(),
                            new Workspace(link.toString())))
                    .hasMessageStartingWith("refused to follow the link " + link.resolve("app") + " to " + outside);
        }
    }

    @Test
    void aPathThatItselfLeadsOutIsFollowed() throws Exception {
        assertThat(names(read(BuildInput.of(outside.toString())).sources().get("context")))
                .containsExactly("Dockerfile", "id_rsa");
        assertThat(names(read(context("../home")).sources().get("context"))).containsExactly("Dockerfile", "id_rsa");
        assertThat(names(read(withNamed(outside.toString())).sources().get("named:keys")))
                .containsExactly("Dockerfile", "id_rsa");
    }

    @Test
    void aCommandFollowsWhatItsUserMayRead() throws Exception {
        Files.createSymbolicLink(workspace.resolve("app"), outside);
        assertThat(names(ContextFacts.read(context("app"), RegistrySettings.standard())
                        .sources()
                        .get("context")))
                .containsExactly("Dockerfile", "id_rsa");
    }

    @Test
    void aLinkThatIsPutInPlaceOfTheContextLaterIsNotFollowed() throws Exception {
        Path app = Files.createDirectories(workspace.resolve("src/app"));
        Requests.dockerfile(app, "FROM scratch\nCOPY . /\n");
        Files.writeString(app.resolve("id_rsa"), "public");
        ContextFacts facts = read(context("src/app"));
        LocalSource before = facts.sources().get("context");
        Files.move(workspace.resolve("src"), workspace.resolve("away"));
        Files.createDirectory(outside.resolve("app"));
        Files.writeString(outside.resolve("app/id_rsa"), "private");
        Files.createSymbolicLink(workspace.resolve("src"), outside);
        assertThat(before.open("id_rsa")).isEmpty();
        assertThatThrownBy(() -> names(before)).hasMessageContaining("Tried to list the folder " + app);
        assertThatThrownBy(facts::sources).hasMessage(leadsOut("src", outside));
    }

    @Test
    void onlyRegularFilesAreReadAsDockerfiles() throws Exception {
        Path dockerfile = workspace.resolve("Dockerfile");
        Files.delete(dockerfile);
        assertThat(new ProcessBuilder("mkfifo", dockerfile.toString()).start().waitFor())
                .isZero();
        String why = "failed to read dockerfile: open Dockerfile: is no file but a device, a pipe or a socket";
        isRefused(context("."), why);
        assertThatThrownBy(() -> ContextFacts.read(context("."), RegistrySettings.standard()))
                .hasMessage(why);
        Files.delete(dockerfile);
        Files.createSymbolicLink(dockerfile, Path.of("/dev/zero"));
        assertThatThrownBy(() -> ContextFacts.read(context("."), RegistrySettings.standard()))
                .hasMessage(why);
        isRefused(context("."), leadsOut("Dockerfile", Path.of("/dev/zero")));
    }

    @Test
    void aCheckFindsWhatCannotBeHonouredBeforeANodeIsAsked() throws Exception {
        Files.writeString(workspace.resolve("secret"), "s3cr3t");
        Files.write(workspace.resolve(".dockerignore"), "\uFEFFsecret*\r\n".getBytes(StandardCharsets.UTF_16LE));
        BuilderInstance none = new BuilderInstance("none", "docker", List.of());
        String refused =
                "failed to read .dockerignore: it is UTF-16, as PowerShell's > writes it. Builds without it would"
                        + " send what it leaves out. Save it as UTF-8";
        assertThatThrownBy(() -> new DockerfileCheck(none, Engines.anonymous())
                        .run(Requests.push(workspace, "r.test/a:1", "linux/amd64"), event -> {}))
                .isInstanceOf(BuildException.class)
                .hasMessage(refused);
        assertThatThrownBy(() -> new MultiPlatformBuild(none, Engines.anonymous(), event -> {})
                        .run(Requests.push(workspace, "r.test/a:1", "linux/amd64")))
                .isInstanceOf(BuildException.class)
                .hasMessage(refused);
    }

    @Test
    void theIgnoreFilesOfDockerfilesAndNamedContextsAreCheckedToo() throws Exception {
        Files.writeString(workspace.resolve("Dockerfile.dockerignore"), "secret[\n");
        isRefused(context("."), "failed to read Dockerfile.dockerignore, line 1: syntax error in pattern: \"secret[\"");
        Files.delete(workspace.resolve("Dockerfile.dockerignore"));
        Path keys = Files.createDirectory(workspace.resolve("keys"));
        Files.createSymbolicLink(keys.resolve(".dockerignore"), Path.of("../Dockerfile"));
        isRefused(
                withNamed(keys.toString()),
                "build context keys: failed to read .dockerignore: it is a link that a node can't follow: it leads out"
                        + " of the folder that is sent. Builds without it would send what it leaves out. Put the file"
                        + " itself in its place, or a link relative to it that stays in the folder");
    }

    @Test
    void aNodeIsOfferedTheDockerfileAndItsIgnoreFileAlone() throws Exception {
        Files.writeString(workspace.resolve("id_rsa"), "private");
        Files.writeString(workspace.resolve("Dockerfile.dockerignore"), "id_*\n");
        for (String syntax : List.of("", "# syntax=docker/dockerfile:1\n", "# syntax=docker.io/docker/dockerfile\n")) {
            Requests.dockerfile(workspace, syntax + "FROM scratch\nCOPY . /\n");
            ContextFacts facts = read(context("."));
            assertThat(facts.folders()).doesNotContainKey("dockerfile");
            LocalSource offered = facts.sources().get("dockerfile");
            assertThat(names(offered)).containsExactly("Dockerfile", "Dockerfile.dockerignore");
            assertThat(offered.open("id_rsa")).isEmpty();
            assertThat(content(offered, "Dockerfile")).isEqualTo(facts.text());
            assertThat(content(offered, "Dockerfile.dockerignore")).isEqualTo("id_*\n");
        }
    }

    @Test
    void anotherFrontendIsOfferedTheFolder() throws Exception {
        Files.writeString(workspace.resolve("other.txt"), "x");
        List<String> all = List.of("Dockerfile", "other.txt");
        Map<String, String> argument = Map.of("BUILDKIT_SYNTAX", "r.test/my/frontend:1 with words");
        assertThat(names(read(context(".").withBuildArgs(argument)).sources().get("dockerfile")))
                .isEqualTo(all);
        Requests.dockerfile(workspace, "# syntax=r.test/my/frontend:1\nFROM scratch\n");
        assertThat(names(read(context(".")).sources().get("dockerfile"))).isEqualTo(all);
        Map<String, String> standard = Map.of("BUILDKIT_SYNTAX", "docker/dockerfile:1.7");
        assertThat(names(read(context(".").withBuildArgs(standard)).sources().get("dockerfile")))
                .containsExactly("Dockerfile");
    }

    @Test
    void aLowerCaseDockerfileIsOfferedUnderTheNameThatIsAskedFor() throws Exception {
        Files.move(workspace.resolve("Dockerfile"), workspace.resolve("dockerfile"));
        ContextFacts facts = read(context("."));
        assertThat(names(facts.sources().get("dockerfile"))).containsExactly("Dockerfile");
        assertThat(facts.attributes()).containsEntry("filename", "Dockerfile");
        assertThat(facts.dockerfile()).isEqualTo(Optional.empty());
    }
}
