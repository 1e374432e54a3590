package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded from buildx 0.29. */
class SourceExcerptTest {
    private static final List<String> TEXT = List.of(
            "FROM --platform=linux/amd64 alpine as x", "MAINTAINER z", "ENV PASSWORD=y", "from x", "CMD echo", "");

    private static String excerpt(int from, int to) {
        return new SourceExcerpt("Dockerfile", List.of(new SourceExcerpt.Range(from, to)), TEXT).format();
    }

    @Test
    void showsTwoLinesOnEachSideOfOne() {
        assertThat(excerpt(3, 3)).isEqualTo("""
            Dockerfile:3
            --------------------
               1 |     FROM --platform=linux/amd64 alpine as x
               2 |     MAINTAINER z
               3 | >>> ENV PASSWORD=y
               4 |     from x
               5 |     CMD echo
            --------------------\
            """);
    }

    @Test
    void showsWhatThereIsAtTheEnds() {
        assertThat(excerpt(1, 1)).isEqualTo("""
            Dockerfile:1
            --------------------
               1 | >>> FROM --platform=linux/amd64 alpine as x
               2 |     MAINTAINER z
               3 |     ENV PASSWORD=y
            --------------------\
            """);
        assertThat(excerpt(2, 2)).isEqualTo("""
            Dockerfile:2
            --------------------
               1 |     FROM --platform=linux/amd64 alpine as x
               2 | >>> MAINTAINER z
               3 |     ENV PASSWORD=y
               4 |     from x
            --------------------\
            """);
        assertThat(excerpt(5, 5)).isEqualTo("""
            Dockerfile:5
            --------------------
               3 |     ENV PASSWORD=y
               4 |     from x
               5 | >>> CMD echo
               6 |    \s
            --------------------\
            """);
    }

    @Test
    void marksAllLinesOfAnInstructionInOneExcerpt() {
        List<SourceExcerpt.Range> ranges =
                List.of(new SourceExcerpt.Range(2, 2), new SourceExcerpt.Range(3, 3), new SourceExcerpt.Range(5, 4));
        assertThat(new SourceExcerpt("Dockerfile", ranges, TEXT).format()).isEqualTo("""
            Dockerfile:2
            --------------------
               1 |     FROM --platform=linux/amd64 alpine as x
               2 | >>> MAINTAINER z
               3 | >>> ENV PASSWORD=y
               4 |     from x
               5 | >>> CMD echo
               6 |    \s
            --------------------\
            """);
    }

    @Test
    void isNotOfLinesThatTheFileDoesNotHave() {
        for (int line : new int[] {-1, 0, 7, Integer.MAX_VALUE}) {
            assertThat(new SourceExcerpt("Dockerfile", List.of(new SourceExcerpt.Range(line, line)), TEXT).isReal())
                    .isFalse();
        }
        assertThat(new SourceExcerpt("Dockerfile", List.of(), TEXT).isReal()).isFalse();
    }

    @Test
    void showsFewerLinesAroundSeveral() {
        assertThat(excerpt(3, 4)).isEqualTo("""
            Dockerfile:3
            --------------------
               2 |     MAINTAINER z
               3 | >>> ENV PASSWORD=y
               4 | >>> from x
               5 |     CMD echo
            --------------------\
            """);
    }
}
