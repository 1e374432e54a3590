package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutSourceTest {
    private static final String BLOB = "blobs/sha256/" + "a".repeat(64);

    @TempDir
    private Path folder;

    @Test
    void nothingButBlobsCanBeSeen() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), "secret");
        Path layout = folder.resolve("layout");
        Files.createDirectories(layout.resolve("blobs/sha256"));
        Files.writeString(layout.resolve(BLOB), "blob");
        Files.writeString(layout.resolve("index.json"), "index");
        Files.writeString(layout.resolve("blobs/sha256/readme"), "other");
        String link = "blobs/sha256/" + "b".repeat(64);
        Files.createSymbolicLink(layout.resolve(link), outside);
        Files.createSymbolicLink(layout.resolve("blobs/sha512"), folder);

        LayoutSource source = LayoutSource.of(layout);
        List<FileStat> seen = new ArrayList<>();
        source.walk(ContextFilter.excluding(List.of()), seen::add);
        assertThat(seen).extracting(FileStat::path).containsExactly(BLOB);
        assertThat(source.open(BLOB).orElseThrow()).hasContent("blob");
        for (String hidden : List.of("index.json", "blobs/sha256/readme", "blobs/../index.json", "../outside", link)) {
            assertThat(source.open(hidden)).as(hidden).isEmpty();
        }
    }
}
