package io.jenkins.plugins.multiplatform.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.hostile.Hostile;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dockerfiles that nobody means well with: each is read, or refused with one short text. */
@Timeout(60)
class HostileDockerfileTest {
    private static final List<String> GRAMMAR = List.of(
            "FROM ",
            "FROM ",
            "from ",
            "alpine",
            "scratch",
            "a",
            "b",
            " AS ",
            "\n",
            "\n",
            "\n",
            "\r\n",
            " ",
            "\t",
            "--platform=",
            "$BUILDPLATFORM",
            "$TARGETPLATFORM",
            "${TARGETARCH}",
            "${A:-",
            "${A:+",
            "${A?",
            "}",
            "$",
            "${",
            "linux/amd64",
            "linux/",
            "ARG ",
            "A=",
            "A",
            "ENV ",
            "RUN ",
            "--mount=type=bind",
            "--mount=",
            ",from=",
            "a",
            "COPY ",
            "--from=",
            "--chown=",
            "ADD ",
            ".",
            "../",
            "[\"a\", ",
            "\"b\"]",
            "<<EOF",
            "<<-\"X\"",
            "EOF",
            "X",
            "\\\n",
            "`\n",
            "\\",
            "# syntax=",
            "docker/dockerfile:1",
            "# escape=`",
            "# check=skip=all",
            "#",
            "ONBUILD ",
            "0",
            "1",
            "-1",
            "@sha256:",
            "CMD ",
            "LABEL ",
            "=",
            "'",
            "\"",
            "HEALTHCHECK ",
            "BOGUS ");

    private static final String SAMPLE = """
            # syntax=docker/dockerfile:1
            ARG BASE=alpine:3
            FROM --platform=$BUILDPLATFORM ${BASE} AS build
            ARG TARGETARCH
            RUN --mount=type=cache,target=/c,from=other <<EOF
            make ARCH=$TARGETARCH
            EOF
            FROM scratch
            COPY --from=build /out/a* ["b", "/"]
            ADD --chown=1:1 https://example.com/x.git#v1 /x
            """;

    /** All that a plan reads. */
    private static boolean read(String text) {
        BuildTarget target = BuildTarget.of(Platform.of("linux", "amd64"), Platform.of("linux", "arm64"))
                .withBuildArgs(Map.of("A", "$B", "B", "${A}", "TARGETARCH", "x"));
        try {
            Dockerfile dockerfile = Dockerfile.parse(text);
            for (String stage : List.of("", "a", "0", "build")) {
                BuildTarget one = target.withStage(stage);
                assertThat(dockerfile.strategy(one)).isNotNull();
                assertThat(dockerfile.baseImages(one)).isNotNull();
                assertThat(dockerfile.contextSources(one)).isNotNull();
                assertThat(dockerfile.findings(one)).isNotNull();
            }
            return true;
        } catch (InvalidDockerfileException e) {
            assertThat(e.getMessage()).as(text).isNotEmpty().hasSizeLessThan(2_000);
            return false;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsWhatItIsGivenOrRefusesIt(long seed) {
        Hostile hostile = new Hostile(seed);
        int parsed = 0;
        for (int i = 0; i < 3_000; i++) {
            parsed += read(hostile.text(GRAMMAR, 40)) ? 1 : 0;
            parsed += read("FROM alpine\n" + hostile.text(GRAMMAR, 40)) ? 1 : 0;
            parsed += read(new String(hostile.damaged(SAMPLE), StandardCharsets.UTF_8)) ? 1 : 0;
        }
        assertThat(parsed).as("else the generator makes nothing but refuse").isGreaterThan(1_000);
    }
}
