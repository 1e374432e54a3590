package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.context.ContextFilter;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextSourceTest {
    private static final Instant END = Instant.parse("2007-01-01T00:00:00Z");

    private static FileStat stat(String text) throws Exception {
        List<FileStat> entries = new ArrayList<>();
        new TextSource("Dockerfile", text).walk(ContextFilter.ALL, entries::add);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    @Test
    void isAFolderWithOneFile() throws Exception {
        TextSource source = new TextSource("Dockerfile", "FROM ä\n");
        assertThat(stat("FROM ä\n").path()).isEqualTo("Dockerfile");
        assertThat(stat("FROM ä\n").isRegular()).isTrue();
        assertThat(stat("FROM ä\n").size()).isEqualTo(8);
        assertThat(source.open("Dockerfile").orElseThrow().readAllBytes())
                .isEqualTo("FROM ä\n".getBytes(StandardCharsets.UTF_8));
        assertThat(source.open("Dockerfile.dockerignore")).isEmpty();
    }

    @Test
    void daemonsCanTellTwoTextsOfOneLengthApart() throws Exception {
        long first = stat("FROM a\n").modTimeNanos();
        long other = stat("FROM b\n").modTimeNanos();
        assertThat(first).isNotEqualTo(other).isEqualTo(stat("FROM a\n").modTimeNanos());
        assertThat(List.of(first, other)).allMatch(time -> time > 0 && time < END.getEpochSecond() * 1_000_000_000L);
    }
}
