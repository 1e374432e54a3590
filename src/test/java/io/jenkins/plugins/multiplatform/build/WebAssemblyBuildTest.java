package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.imagetools.ImageInspector;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTestBed
@Timeout(120)
class WebAssemblyBuildTest {
    @TempDir
    private Path folder;

    @Test
    void systemsOfWebAssemblyAreBuiltAndPushed(TestBed bed) throws Exception {
        String tag = bed.get("registry.plain") + "/wasm/" + UUID.randomUUID() + ":1";
        new MultiPlatformBuild(Engines.of(bed, "a"), Engines.anonymous(), event -> {})
                .run(Requests.push(
                        Requests.dockerfile(folder, "FROM scratch\nCOPY Dockerfile /app.wasm"),
                        tag,
                        "wasi/wasm,wasip1/wasm"));
        assertThat(new ImageInspector(Engines.anonymous().client()).inspect(tag).platforms())
                .containsExactly(Platform.of("wasi", "wasm"), Platform.of("wasip1", "wasm"));
    }
}
