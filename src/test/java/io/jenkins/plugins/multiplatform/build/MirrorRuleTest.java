package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorRuleTest {
    @TempDir
    private Path folder;

    private Path workspace;

    @BeforeEach
    void links() throws IOException {
        workspace = Files.createDirectories(folder.resolve("ws"));
        Files.createDirectories(folder.resolve("other/deep"));
        Files.createDirectories(workspace.resolve("real"));
        Files.createSymbolicLink(workspace.resolve("away"), folder.resolve("other/deep"));
        Files.createSymbolicLink(workspace.resolve("around"), workspace.resolve("real"));
        Files.createSymbolicLink(folder.resolve("in"), workspace);
    }

    private void check(boolean allowed, boolean spares, String dest) throws PlanException {
        new MirrorRule(workspace.toString(), allowed, spares).check(spec(dest));
    }

    private OutputSpec spec(String dest) {
        return new OutputSpec(OutputSpec.LOCAL, workspace.resolve(dest).toString(), Map.of("mode", "delete"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"out", "real", "around", "real/new/deep", "../in/out", "gone/../out", "..out"})
    void whatLiesInTheFolderNeedsNoLeave(String dest) throws Exception {
        check(false, true, dest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "../ws", "../in", "../ws2", "away", "away/../new", "away/new", "real/../../x"})
    void whatLiesElsewhereOrIsTheFolderItselfNeedsLeave(String dest) throws Exception {
        assertThatThrownBy(() -> check(false, false, dest))
                .isInstanceOf(PlanException.class)
                .hasMessage("local output mode=delete for destination \""
                        + spec(dest).dest() + "\" requires --allow=buildx.local.delete");
        check(true, false, dest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../in", "real/.."})
    void aWorkspaceStaysInAnyCase(String dest) {
        assertThatThrownBy(() -> check(true, true, dest))
                .isInstanceOf(PlanException.class)
                .hasMessage("local output mode=delete for destination \""
                        + spec(dest).dest() + "\" would delete the workspace: give a folder in it as dest");
    }

    @Test
    void theProcesssFolderIsTheBaseByDefault() throws Exception {
        MirrorRule.here(false).check(new OutputSpec(OutputSpec.LOCAL, "target/mirror", Map.of("mode", "delete")));
        assertThatThrownBy(() -> MirrorRule.here(false).check(spec("out"))).isInstanceOf(PlanException.class);
        assertThat(Path.of("target/mirror")).doesNotExist();
    }
}
