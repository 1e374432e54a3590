package io.jenkins.plugins.multiplatform.buildkit.output;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Which paths are taken is in the tests of results; how many, here. */
class ResultPathsTest {
    private static FileStat file(String path) {
        return new FileStat(path, 0644, 0, 0, "");
    }

    @Test
    void aResultHasAnEnd() throws Exception {
        ResultPaths paths = new ResultPaths(2, 100);
        paths.check(file("a"));
        paths.check(file("b"));
        assertThatThrownBy(() -> paths.check(file("c")))
                .isInstanceOf(IOException.class)
                .hasMessage("refused to write \"c\" of the build's result: it has more than 2 files, or names of more"
                        + " than 100 characters. Leave some out, or have them sent as one file (type=tar)");
    }

    @Test
    void soHaveItsNames() throws Exception {
        ResultPaths paths = new ResultPaths(100, 10);
        paths.check(file("12345"));
        assertThatThrownBy(() -> paths.check(file("123456")))
                .hasMessageStartingWith(
                        "refused to write \"123456\" of the build's result: it has more than 100 files");
    }
}
