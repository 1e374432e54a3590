package io.jenkins.plugins.multiplatform.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContextSourcesTest {
    static List<Arguments> instructions() {
        return List.of(
                Arguments.of("COPY . /app", List.of(".")),
                Arguments.of("COPY ./ /app", List.of(".")),
                Arguments.of("COPY / /app", List.of(".")),
                Arguments.of("COPY --chown=1:1 a ./b /c/d /app/", List.of("a", "b", "c/d")),
                Arguments.of("COPY [\"a b\", \"/app\"]", List.of("a b")),
                Arguments.of("COPY --from=build /x /x", List.of()),
                Arguments.of("ADD https://example.org/x.tar /x", List.of()),
                Arguments.of("ADD https://github.com/a/b.git#main .", List.of()),
                Arguments.of("ADD local.tar.gz /", List.of("local.tar.gz")),
                Arguments.of("COPY \"package.json\" ./", List.of("package.json")),
                Arguments.of(
                        "COPY 'package.json' p\\ackage-lock.json ./", List.of("package.json", "package-lock.json")),
                Arguments.of("COPY ../x /", List.of("x")),
                Arguments.of("COPY a/../../b/./c /", List.of("b/c")),
                Arguments.of("COPY [\"'a'\", \"/\"]", List.of("a")),
                Arguments.of("COPY ['a', '/']", List.of("[a,")),
                Arguments.of("ADD repo.git /", List.of("repo.git")),
                Arguments.of("ADD \"git://example.org/a\" /", List.of("git:/example.org/a")),
                Arguments.of("COPY <<EOF /x\nhello\nEOF", List.of()),
                Arguments.of("RUN --mount=type=cache,target=/c true", List.of()));
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void readsWhatAnInstructionTakes(String instruction, List<String> sources) throws Exception {
        assertThat(sources("FROM scratch\n" + instruction + "\n")).contains(sources);
    }

    @Test
    void countsWhatAStageOfTheFilePutsOff() throws Exception {
        assertThat(sources("FROM scratch AS base\nONBUILD COPY \"late\" /\nFROM base\nCOPY own /\n"))
                .contains(List.of("late", "own"));
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void canNotTellWhatVariablesAndMountsTake(String instruction) throws Exception {
        assertThat(sources("FROM scratch\n" + instruction + "\n")).isEmpty();
    }

    static List<String> unclear() {
        return List.of("COPY $SOURCE /app", "RUN --mount=type=bind,target=/src make", "RUN --mount=target=/src make");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void countsNeededStagesAlone(String target, List<String> sources) throws Exception {
        String text = "FROM scratch AS a\nCOPY one /\nFROM scratch AS b\nCOPY two /\nFROM b\nCOPY three /\n";
        Platform amd64 = Platform.of("linux", "amd64");
        assertThat(Dockerfile.parse(text)
                        .contextSources(BuildTarget.of(amd64, amd64).withStage(target)))
                .contains(sources);
    }

    static List<Arguments> targets() {
        return List.of(
                Arguments.of("a", List.of("one")),
                Arguments.of("b", List.of("two")),
                Arguments.of("", List.of("two", "three")));
    }

    private static Optional<List<String>> sources(String text) throws InvalidDockerfileException {
        Platform amd64 = Platform.of("linux", "amd64");
        return Dockerfile.parse(text).contextSources(BuildTarget.of(amd64, amd64));
    }
}
