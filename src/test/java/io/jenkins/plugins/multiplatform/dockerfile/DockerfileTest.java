package io.jenkins.plugins.multiplatform.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
    private static final BuildTarget FOREIGN =
            BuildTarget.of(Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));

    @Test
    void joinsLinesAndLeavesCommentsOut() throws Exception {
        Dockerfile file = Dockerfile.parse("""
            # a comment

              FROM alpine AS One
            RUN a && \\  \s
              # between
                b && \\

                c
            # between instructions
            run echo 'x \\\\' y
            COPY --from=0 a \\
            """);

        assertThat(file.stages()).hasSize(1);
        assertThat(file.stages().get(0).name()).isEqualTo("one");
        assertThat(file.stages().get(0).instructions())
                .containsExactly(
                        new Instruction("RUN", List.of(), "a &&     b &&     c", 4),
                        new Instruction("RUN", List.of(), "echo 'x \\\\' y", 10),
                        new Instruction("COPY", List.of("--from=0"), "a", 11));
    }

    @Test
    void anEscapedEscapeEndsTheLine() throws Exception {
        assertThat(Dockerfile.parse("FROM a\nRUN x \\\\\nRUN y \\\n")
                        .stages()
                        .get(0)
                        .instructions())
                .extracting(Instruction::arguments)
                .containsExactly("x \\\\", "y");
    }

    @Test
    void readsCarriageReturnsAndAByteOrderMark() throws Exception {
        Dockerfile file = Dockerfile.parse("\ufeff# syntax=docker/dockerfile:1\r\nFROM a AS b\r\nRUN x \\\r\n  y\r\n");

        assertThat(file.syntax()).contains("docker/dockerfile:1");
        assertThat(file.stages().get(0).name()).isEqualTo("b");
        assertThat(file.stages().get(0).instructions().get(0).arguments()).isEqualTo("x   y");
    }

    @Test
    void honoursTheEscapeDirective() throws Exception {
        Dockerfile file = Dockerfile.parse("#  Escape = `\n# check=skip=all\nFROM a\nRUN dir `\n C:\\\nRUN b\n");

        assertThat(file.stages().get(0).instructions())
                .extracting(Instruction::arguments)
                .containsExactly("dir  C:\\", "b");
    }

    @Test
    void endsDirectivesAtTheFirstOtherLine() throws Exception {
        assertThat(Dockerfile.parse("# hello\n# escape=x\nFROM a").stages()).hasSize(1);
        assertThat(Dockerfile.parse("\n# syntax=other/frontend\nFROM a").syntax())
                .isEmpty();
    }

    @Test
    void skipsTheTextOfHeredocs() throws Exception {
        Dockerfile file = Dockerfile.parse("""
            FROM alpine
            RUN <<EOF
            FROM scratch
            RUN x \\
            EOF
            COPY <<-"A B" <<'C' /to
            \tFROM no
            \tA B
            FROM no
            C
            RUN cat <<E >/x && true
            E
            ONBUILD RUN <<O
            FROM no
            O
            RUN echo "<<quoted" $((1<<2)) a<<b
            ENV x=<<none
            FROM scratch
            """);

        assertThat(file.stages()).hasSize(2);
        assertThat(file.stages().get(0).instructions())
                .extracting(Instruction::line)
                .containsExactly(2, 6, 11, 13, 16, 17);
        assertThat(file.stages().get(1).line()).isEqualTo(18);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "FROM | dockerfile parse error on line 1: FROM requires either one or three arguments",
                "FROM a b | dockerfile parse error on line 1: FROM requires either one or three arguments",
                "FROM a # b | dockerfile parse error on line 1: FROM requires either one or three arguments",
                "FROM a AS 1x | dockerfile parse error on line 1: invalid name for build stage: \"1x\", name can't"
                        + " start with a number or contain symbols",
                "FROM --platform a | dockerfile parse error on line 1: missing a value on flag: --platform",
                "RUN x | dockerfile parse error on line 1: no build stage in current context",
                "ARG =x | dockerfile parse error on line 1: ARG names can not be blank",
                "ARG A | dockerfile contains no stages to build",
                "# only a comment | file with no instructions",
                "# escape=x | dockerfile parse error on line 1: invalid escape token 'x' does not match ` or \\",
                "FROM a~n#~nRUN <<E | dockerfile parse error on line 3: unterminated heredoc",
                "# escape=`~n# ESCAPE=\\ | dockerfile parse error on line 2: only one escape parser directive can be"
                        + " used",
            })
    void refusesInTheWordsOfBuildKit(String text, String message) {
        assertThatThrownBy(() -> Dockerfile.parse(text.replace("~n", "\n")))
                .isInstanceOf(InvalidDockerfileException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsEmptyOrTooLong() {
        assertThatThrownBy(() -> Dockerfile.parse("")).hasMessage("the Dockerfile cannot be empty");
        assertThatThrownBy(() -> Dockerfile.parse(" \n\n")).hasMessage("file with no instructions");
        assertThatThrownBy(() -> Dockerfile.parse("x".repeat(1024 * 1024 + 1)))
                .hasMessage("the Dockerfile has 1048577 characters: more than 1048576 are not read");
        assertThatThrownBy(() -> Dockerfile.parse("FROM a\nRUN " + "ü".repeat(40_000)))
                .hasMessage("dockerfile parse error on line 2: dockerfile line greater than maximum allowed size of"
                        + " 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# syntax=mycompany/hlb:2\nfs default() { }",
                "#!/usr/bin/x\n# syntax=tonistiigi/dockerfile:runmount\nFROM a\nRUN b",
                "// syntax=other/frontend\nwhatever",
                "{\"syntax\": \"other/frontend\", \"FROM\": []}",
            })
    void cannotTellAboutOtherFrontends(String text) throws Exception {
        Dockerfile file = Dockerfile.parse(text);

        assertThat(file.stages()).isEmpty();
        assertThat(file.neededStages(FOREIGN)).isEmpty();
        assertThat(file.baseImages(FOREIGN)).isEmpty();
        assertThat(file.findings(FOREIGN)).isEmpty();
        assertThat(file.strategy(FOREIGN).reason())
                .isEqualTo("cannot tell: the file is in the language of "
                        + file.syntax().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker/dockerfile",
                "docker/dockerfile:1.7-labs",
                "docker/dockerfile-upstream:master",
                "docker.io/docker/dockerfile:1",
                "mirror.example:5000/hub/docker/dockerfile:1@sha256:abc"
            })
    void readsDockersOwnFrontendAlsoFromMirrors(String image) throws Exception {
        assertThat(Dockerfile.parse("# syntax=" + image + "\nFROM a").stages()).hasSize(1);
    }

    @Test
    void cannotTellAboutUnknownInstructions() throws Exception {
        Dockerfile file = Dockerfile.parse("HELLO\nFROM --platform=$BUILDPLATFORM a\nCACHE x\n");

        assertThat(file.findings(FOREIGN).subList(0, 2))
                .extracting(Finding::toString)
                .containsExactly("line 1: unknown instruction: HELLO", "line 3: unknown instruction: CACHE");
        assertThat(file.strategy(FOREIGN).reason()).isEqualTo("cannot tell: stage stage-0: unknown instruction: CACHE");
        assertThat(Dockerfile.parse("no dockerfile at all").strategy(FOREIGN).reason())
                .isEqualTo("cannot tell: the file has no stage");
    }

    @Test
    void cannotTellAboutThousandsOfStages() throws Exception {
        assertThat(Dockerfile.parse("FROM a\n".repeat(1000)).stages()).hasSize(1000);
        assertThat(Dockerfile.parse("FROM a\n".repeat(1001)).strategy(FOREIGN).reason())
                .isEqualTo("cannot tell: the file has more than 1000 stages");
    }

    @Test
    void takesFlagsOffInstructions() throws Exception {
        Instruction run = Instruction.parse("run  --mount=\"type=bind,from=x y\" --a='b'\\ c -- --d e", '\\', 7);

        assertThat(run.keyword()).isEqualTo("RUN");
        assertThat(run.flags()).containsExactly("--mount=type=bind,from=x y", "--a=b c");
        assertThat(run.arguments()).isEqualTo("--d e");
    }

    @Test
    void survivesAnything() throws Exception {
        Random random = new Random(99);
        String[] pieces = {
            "FROM ",
            "AS ",
            "a ",
            "\n",
            "\n",
            "\\\n",
            "ARG ",
            "A=",
            "$",
            "${",
            "}",
            ":-",
            ":?",
            "\"",
            "'",
            "<<E",
            "E",
            "#",
            "# syntax=",
            "# escape=`\n",
            "RUN ",
            "--platform=",
            "--from=",
            "0 ",
            "COPY ",
            "ONBUILD ",
            "`",
            "\ufeff",
            "\ud83d",
            "\u0000",
            "\r",
            "linux/",
            "--mount=from=",
            "=",
            "scratch "
        };
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "FROM a AS a\n" : "");
            for (int length = random.nextInt(25); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThatCode(() -> useAll(text.toString())).as(text.toString()).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM a AS a\n",
                "FROM a AS a\nONBUILD RUN x\nFROM a\n",
                "ARG A=$A$A${A:-xx}\n",
                "FROM ${A:-",
                "FROM a\nCOPY --from=0 a b\n",
                "FROM $A\n",
                "# \n",
                "\\\n",
                "RUN <<E ",
                "ONBUILD ",
                "--a ",
                "'",
                "{\"syntax\" "
            })
    @Timeout(30)
    void staysFastOnHostileFiles(String piece) {
        useAll("ARG A=1\nFROM b\n" + piece.repeat(900_000 / piece.length()));
        useAll(piece.repeat(900_000 / piece.length()));
        useAll("ARG A=1\n" + piece.repeat(10_000 / piece.length()) + "\nFROM $A");
    }

    private static void useAll(String text) {
        try {
            Dockerfile file = Dockerfile.parse(text);
            file.strategy(FOREIGN);
            file.neededStages(FOREIGN.withStage("0"));
            file.baseImages(FOREIGN);
            file.findings(FOREIGN);
        } catch (InvalidDockerfileException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN <<eo\\'f\necho\neo'f\n",
                "RUN <<\"a b\"\necho\na b\n",
                "RUN <<'E\\F'\necho\nE\\F\n",
                "RUN <<-EOF\n\techo\n\tEOF\n",
                "RUN cat <<  EOF\necho\nEOF\n"
            })
    void endsAHeredocWhereTheShellWould(String instruction) throws Exception {
        assertThat(Dockerfile.parse("FROM scratch\n" + instruction + "LABEL a=b\n")
                        .stages()
                        .get(0)
                        .instructions())
                .extracting(Instruction::keyword)
                .containsExactly("RUN", "LABEL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUN true <<- EOF", "RUN true <<\"\"", "RUN true <<''", "RUN true <<-"})
    void takesForNoHeredocWhatHasNoName(String instruction) throws Exception {
        assertThat(Dockerfile.parse("FROM scratch\n" + instruction + "\nLABEL a=b\n")
                        .stages()
                        .get(0)
                        .instructions())
                .extracting(Instruction::keyword)
                .containsExactly("RUN", "LABEL");
    }

    @Test
    void takesANoBreakSpaceForSpaceBeforeAnInstruction() throws Exception {
        Dockerfile file = Dockerfile.parse("\u00a0# a comment\n\u00a0FROM scratch\n\u00a0\nRUN a \\\n\u00a0\n b\n");
        assertThat(file.stages())
                .singleElement()
                .satisfies(stage -> assertThat(stage.instructions())
                        .extracting(Instruction::arguments)
                        .containsExactly("a  b"));
    }

    @Test
    void notesAHeredocWithWindowsLineEnds() throws Exception {
        Platform amd64 = Platform.of("linux", "amd64");
        assertThat(Dockerfile.parse("FROM scratch\r\nRUN <<EOF\r\necho\r\nEOF\r\nRUN a\r\n")
                        .findings(BuildTarget.of(amd64, amd64)))
                .containsExactly(new Finding(
                        Finding.Rule.WINDOWS_HEREDOC,
                        2,
                        "the heredoc's lines end with CRLF, and the shell takes each carriage return for a part of its"
                                + " command: save the file with LF line ends"));
        assertThat(Dockerfile.parse("FROM scratch\r\nRUN <<EOF\necho\nEOF\n").findings(BuildTarget.of(amd64, amd64)))
                .isEmpty();
    }
}
