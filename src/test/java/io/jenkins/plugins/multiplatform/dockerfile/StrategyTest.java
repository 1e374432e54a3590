package io.jenkins.plugins.multiplatform.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.dockerfile.StrategyReading.Strategy;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");
    private static final BuildTarget FOREIGN = BuildTarget.of(AMD64, ARM64);

    @ParameterizedTest
    @CsvSource({
        "$BUILDPLATFORM, CROSS",
        "${BUILDPLATFORM}, CROSS",
        "linux/amd64, CROSS",
        "linux/x86_64, CROSS",
        "amd64, CROSS",
        "$BUILDOS/$BUILDARCH, CROSS",
        "${BUILDPLATFORM:-linux/arm64}, CROSS",
        "${NONE:-linux/amd64}, CROSS",
        "${NONE-$BUILDPLATFORM}, CROSS",
        "${BUILDARCH:+linux/amd64}, CROSS",
        "$TARGETPLATFORM, EMULATED",
        "${NONE:-${ALSO:-linux/s390x}}, EMULATED",
        "linux/arm64, EMULATED",
        "linux/386, EMULATED",
        "${BUILDPLATFORM%64}, UNKNOWN",
        "${BUILDPLATFORM/amd/arm}, UNKNOWN",
    })
    @DisplayName("S25: a stage runs on the platform of its FROM, else on the target's")
    void followsThePlatformOfFrom(String platform, Strategy expected) throws Exception {
        assertThat(strategy("FROM --platform=" + platform + " a\nRUN x\nFROM b\nCOPY --from=0 a a"))
                .isEqualTo(expected);
    }

    @Test
    void aStageFromAnotherHasItsPlatform() throws Exception {
        assertThat(strategy("FROM --platform=$BUILDPLATFORM a AS one\nFROM ONE\nFROM one AS two\nRUN x\nFROM b\n"
                        + "COPY --from=two a a"))
                .isEqualTo(Strategy.CROSS);
        assertThat(strategy("FROM a AS one\nFROM --platform=$BUILDPLATFORM one AS two\nRUN x"))
                .isEqualTo(Strategy.EMULATED);
    }

    @Test
    void scratchIsAlwaysTheTarget() throws Exception {
        assertThat(strategy("FROM --platform=$BUILDPLATFORM scratch\nRUN x")).isEqualTo(Strategy.EMULATED);
    }

    @Test
    void onlyNeededStagesCount() throws Exception {
        String text = "FROM a AS test\nRUN x\nFROM --platform=$BUILDPLATFORM a AS build\nRUN y\nFROM b AS last\n"
                + "COPY --from=build a a\n";

        assertThat(strategy(text)).isEqualTo(Strategy.CROSS);
        assertThat(Dockerfile.parse(text).neededStages(FOREIGN))
                .extracting(Stage::name)
                .containsExactly("build", "last");
        assertThat(Dockerfile.parse(text).strategy(FOREIGN.withStage("TEST")).strategy())
                .isEqualTo(Strategy.EMULATED);
        assertThat(Dockerfile.parse(text).strategy(FOREIGN.withStage("1")).strategy())
                .isEqualTo(Strategy.CROSS);
        assertThatThrownBy(() -> Dockerfile.parse(text).strategy(FOREIGN.withStage("nope")))
                .isInstanceOf(InvalidDockerfileException.class)
                .hasMessage("target stage \"nope\" could not be found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COPY --from=x a a",
                "COPY --from=X a a",
                "COPY --from=0 a a",
                "COPY --chown=1 --from=x --link a a",
            })
    void copyNeedsItsStage(String copy) throws Exception {
        assertThat(strategy("FROM a AS x\nRUN y\nFROM b\n" + copy)).isEqualTo(Strategy.EMULATED);
    }

    @Test
    void mountsNeedTheirStage() throws Exception {
        String text = "FROM a AS x\nRUN y\nFROM --platform=$BUILDPLATFORM b\n"
                + "RUN --mount=type=cache,target=/c --mount=type=bind,from=x,target=/x z\n";

        assertThat(Dockerfile.parse(text).strategy(FOREIGN).reason())
                .isEqualTo("stage x runs RUN for a foreign platform: will be emulated");
    }

    @Test
    void laterStagesMayBeNeededToo() throws Exception {
        assertThat(strategy("FROM b AS first\nCOPY --from=later a a\nFROM a AS later\nRUN x\nFROM first"))
                .isEqualTo(Strategy.EMULATED);
    }

    @Test
    void onBuildRunsInTheStagesThatStartFromIt() throws Exception {
        String text = "FROM a AS one\nONBUILD RUN x\nFROM one AS two\nFROM two AS three\n";

        assertThat(Dockerfile.parse(text).strategy(FOREIGN.withStage("one")).strategy())
                .isEqualTo(Strategy.CROSS);
        assertThat(Dockerfile.parse(text).strategy(FOREIGN).reason())
                .isEqualTo("stage two runs RUN for a foreign platform: will be emulated");
        assertThatThrownBy(() -> strategy("FROM a AS one\nONBUILD ONBUILD RUN x\nFROM one"))
                .hasMessage("dockerfile parse error on line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
    }

    @Test
    void onBuildOfImagesRunsInTheStagesThatStartFromThem() throws Exception {
        OnBuildTriggers images = image -> switch (image.reference()) {
            case "runs" -> List.of("LABEL x", "run \\\n uname -m");
            case "copies" -> List.of("COPY --from=unnamed /a /a", "COPY --from=other /a /a");
            case "chains" -> List.of("ONBUILD RUN x");
            default -> List.of();
        };

        assertThat(Dockerfile.parse("FROM runs AS one\nFROM one AS two\nLABEL x")
                        .strategy(FOREIGN, images))
                .satisfies(reading -> {
                    assertThat(reading.stage())
                            .as("once, and not in what starts from it")
                            .isEqualTo("one");
                    assertThat(reading.line()).isEqualTo(1);
                    assertThat(reading.reason())
                            .isEqualTo("stage one runs RUN (ONBUILD of runs) for a foreign platform: will be emulated");
                });
        assertThat(Dockerfile.parse("FROM runs\nRUN own")
                        .strategy(FOREIGN, images)
                        .reason())
                .contains("(ONBUILD of runs)");
        assertThat(Dockerfile.parse("FROM none\nRUN own")
                        .strategy(FOREIGN, images)
                        .reason())
                .doesNotContain("ONBUILD");
        assertThat(Dockerfile.parse("FROM --platform=$BUILDPLATFORM runs AS b\nFROM a\nCOPY --from=b a a")
                        .strategy(FOREIGN, images)
                        .strategy())
                .isEqualTo(Strategy.CROSS);
        assertThat(Dockerfile.parse("FROM a AS other\nRUN x\nFROM --platform=$BUILDPLATFORM copies")
                        .strategy(FOREIGN, images))
                .as("a stage that an image's instruction needs")
                .extracting(StrategyReading::stage)
                .isEqualTo("other");
        assertThat(Dockerfile.parse("FROM a\nCOPY --from=runs a a")
                        .strategy(FOREIGN, images)
                        .strategy())
                .as("files are taken, nothing starts from it")
                .isEqualTo(Strategy.CROSS);
        assertThatThrownBy(() -> Dockerfile.parse("ARG A\nFROM chains").strategy(FOREIGN, images))
                .hasMessage("dockerfile parse error on line 2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
    }

    @Test
    void namesStagesThatRunNothingAsTheDaemonDoes() throws Exception {
        assertThat(Dockerfile.parse("FROM a").silentStages(FOREIGN)).containsExactly("");
        assertThat(Dockerfile.parse("FROM a AS b\nLABEL x").silentStages(FOREIGN))
                .containsExactly("");
        assertThat(Dockerfile.parse("FROM a\nRUN x").silentStages(FOREIGN)).isEmpty();
        assertThat(Dockerfile.parse(
                                "FROM --platform=$BUILDPLATFORM a AS n\nFROM u AS unneeded\nFROM a AS One\nFROM one\n"
                                        + "COPY --from=n a a")
                        .silentStages(FOREIGN))
                .containsExactlyInAnyOrder("one", "stage-3");
        assertThat(Dockerfile.parse("FROM --platform=$BUILDPLATFORM a AS x\nFROM b AS x\nCOPY --from=0 a a")
                        .silentStages(FOREIGN))
                .as("which of the two a step is of can't be told")
                .isEmpty();
    }

    @Test
    void namesTheFirstOffenderInTheFile() throws Exception {
        StrategyReading reading = Dockerfile.parse("""
            FROM --platform=$BUILDPLATFORM a AS one
            RUN native
            FROM b AS two
            WORKDIR /x
            RUN foreign
            RUN again
            FROM c
            COPY --from=one a a
            COPY --from=two a a
            RUN last
            """).strategy(FOREIGN);

        assertThat(reading.stage()).isEqualTo("two");
        assertThat(reading.line()).isEqualTo(5);
    }

    @Test
    void aBuilderMayRunMoreThanItsOwnPlatformNatively() throws Exception {
        Platform i386 = Platform.of("linux", "386");
        BuildTarget target = new BuildTarget(AMD64, List.of(AMD64, i386), i386, "", Map.of());

        assertThat(Dockerfile.parse("FROM a\nRUN x").strategy(target).strategy())
                .isEqualTo(Strategy.CROSS);
    }

    @Test
    @DisplayName("S26: build arguments and defaults decide what FROM means")
    void expandsGlobalArguments() throws Exception {
        String text = "ARG BASE=alpine\nARG TAG=${BASE}-1 PIN='$BUILDPLATFORM'\nARG PIN=\"$BUILDPLATFORM\"\n"
                + "FROM --platform=$PIN ${BASE}:$TAG AS build\nRUN x\nFROM scratch\nCOPY --from=build a a";
        Dockerfile file = Dockerfile.parse(text);

        assertThat(file.baseImages(FOREIGN)).containsExactly(new BaseImage("alpine:alpine-1", AMD64, 4));
        assertThat(file.baseImages(FOREIGN.withBuildArgs(Map.of("TAG", "9", "PIN", "linux/s390x"))))
                .containsExactly(new BaseImage("alpine:9", Platform.of("linux", "s390x"), 4));
        assertThat(file.strategy(FOREIGN.withBuildArgs(Map.of("BUILDPLATFORM", "linux/arm64")))
                        .strategy())
                .isEqualTo(Strategy.EMULATED);
    }

    @Test
    void undeclaredBuildArgumentsDoNotReachFrom() {
        assertThatThrownBy(
                        () -> Dockerfile.parse("FROM $BASE").strategy(FOREIGN.withBuildArgs(Map.of("BASE", "alpine"))))
                .hasMessage("dockerfile parse error on line 1: base name ($BASE) should not be blank");
    }

    @Test
    void listsImagesThatFilesAreTakenFrom() throws Exception {
        assertThat(Dockerfile.parse("FROM scratch\nCOPY --from=tonistiigi/xx / /\nRUN --mount=from=busybox,target=/b x")
                        .baseImages(FOREIGN))
                .containsExactly(new BaseImage("tonistiigi/xx", ARM64, 2), new BaseImage("busybox", ARM64, 3));
    }

    @Test
    void cannotTellWhatComesThroughAVariable() throws Exception {
        assertThat(Dockerfile.parse("FROM --platform=$BUILDPLATFORM a\nCOPY --from=$X a a")
                        .strategy(FOREIGN)
                        .reason())
                .isEqualTo("cannot tell: stage stage-0: COPY on line 2 takes files from $X");
        assertThat(Dockerfile.parse("ARG P=${Q#x}\nFROM --platform=$P a\nRUN x\nFROM a")
                        .strategy(FOREIGN)
                        .strategy())
                .isEqualTo(Strategy.CROSS);
        assertThat(Dockerfile.parse("ARG P=${Q#x}\nFROM --platform=$P a\nRUN x")
                        .strategy(FOREIGN)
                        .reason())
                .isEqualTo("cannot tell: stage stage-0: P is unknown: ${Q...} has the modifier #");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "FROM --platform=$BUILDPLATFROM a | empty platform value from expression $BUILDPLATFROM",
                "FROM --platform=bogus a | failed to parse platform bogus: \"bogus\": unknown operating system or"
                        + " architecture: invalid argument",
                "FROM ${A:?need it} | failed to process \"${A:?need\": syntax error: missing '}'",
                "FROM ${A:?} | failed to process \"${A:?}\": A: is not allowed to be unset",
                "FROM ${TARGETVARIANT:?} | failed to process \"${TARGETVARIANT:?}\": TARGETVARIANT: is not allowed to"
                        + " be empty",
                "FROM ${A?wanted} | failed to process \"${A?wanted}\": A: wanted",
                "FROM a${ | failed to process \"a${\": syntax error: missing '}'",
                "FROM ${} | failed to process \"${}\": syntax error: bad substitution",
                "FROM 'a | failed to process \"'a\": unexpected end of statement while looking for matching"
                        + " single-quote",
                "FROM \"a | failed to process \"\\\"a\": unexpected end of statement while looking for matching"
                        + " double-quote",
            })
    void refusesInTheWordsOfBuildKit(String text, String message) {
        // A FROM with a space inside of braces has too many arguments, so only one word reaches the expansion.
        String from = text.replace(" it}", "");
        assertThatThrownBy(() -> strategy(from))
                .isInstanceOf(InvalidDockerfileException.class)
                .hasMessage("dockerfile parse error on line 1: " + message);
    }

    @Test
    void refusesStagesThatCannotBe() {
        assertThatThrownBy(() -> strategy("FROM a\nCOPY --from=2 a a\nFROM b"))
                .hasMessage("dockerfile parse error on line 2: invalid stage index 2");
        assertThatThrownBy(() -> strategy("FROM a AS x\nCOPY --from=y a a\nFROM b AS y\nCOPY --from=x a a"))
                .hasMessage("dockerfile parse error on line 1: circular dependency detected on stage: x");
        assertThatThrownBy(() -> strategy("FROM a AS self\nCOPY --from=self a a"))
                .hasMessage("dockerfile parse error on line 1: circular dependency detected on stage: self");
    }

    @Test
    @DisplayName("S26: a default for an automatic argument beats the automatic value and is noticed")
    void findsDefaultsOfAutomaticArguments() throws Exception {
        Dockerfile file = Dockerfile.parse("""
            ARG TARGETOS=${TARGETOS:-linux}
            FROM a
            ARG TARGETARCH=amd64 OTHER=1
            ARG TARGETOS
            ARG TARGETOS=${TARGETOS:-linux}
            ARG TARGETVARIANT=${TARGETVARIANT:-v7}
            """);

        assertThat(file.findings(FOREIGN))
                .extracting(Finding::toString)
                .containsExactly(
                        "line 3: ARG TARGETARCH=amd64 replaces the value that BuildKit sets for each platform: write"
                                + " ARG TARGETARCH",
                        "line 6: ARG TARGETVARIANT=${TARGETVARIANT:-v7} replaces the value that BuildKit sets for each"
                                + " platform: write ARG TARGETVARIANT");
    }

    @Test
    @DisplayName("S32: a branch of a repository may be two commits for two nodes, a commit is one")
    void findsRepositoriesThatMove() throws Exception {
        String commit = "c1cba3b4ac79f280018cf031a326aa487a4cd708";
        Dockerfile file = Dockerfile.parse(String.join(
                "\n",
                "FROM a",
                "ADD https://github.com/moby/buildkit.git#stable .",
                "ADD https://github.com/moby/buildkit.git#" + commit + ":docs .",
                "ADD --checksum=" + commit + " https://github.com/moby/buildkit.git#stable .",
                "ADD https://github.com/moby/buildkit.git?tag=v1&checksum=" + commit + " .",
                "ADD --keep-git-dir=true [\"git@github.com:moby/buildkit.git\", \"/b\"]",
                "ADD https://example.com/archive.tar.gz a.git /",
                "ADD https://github.com/moby/buildkit.git?commit=c1cba3b#main .",
                "ADD https://github.com/moby/buildkit.git?branch=v1&commit=" + commit + "&subdir=docs .",
                "ADD https://github.com/moby/buildkit.git?ref=" + commit + " .",
                "ADD https://github.com/moby/buildkit.git?ref=main .",
                "ADD user@example.com:a.git#main .",
                "ADD user@example.com:a.git#" + commit + " .",
                "ADD HTTPS://example.com/x.git#main ."));
        String message = "each node fetches the branch or tag of this ADD by itself, and platforms may be of different"
                + " commits if it moves meanwhile: name the commit, or give --checksum";
        assertThat(file.findings(FOREIGN))
                .containsExactly(
                        new Finding(Finding.Rule.MOVING_SOURCE, 2, message),
                        new Finding(Finding.Rule.MOVING_SOURCE, 6, message),
                        new Finding(Finding.Rule.MOVING_SOURCE, 11, message),
                        new Finding(Finding.Rule.MOVING_SOURCE, 12, message),
                        new Finding(Finding.Rule.MOVING_SOURCE, 14, message));
    }

    @Test
    void findsPlatformsThatNobodyKnows() throws Exception {
        assertThat(Dockerfile.parse("FROM --platform=linux/amd46 a AS x\nFROM b")
                        .findings(FOREIGN))
                .containsExactly(new Finding(
                        Finding.Rule.UNKNOWN_PLATFORM, 1, "\"linux/amd46\": unknown operating system or architecture"));
    }

    private static Strategy strategy(String text) throws InvalidDockerfileException {
        return Dockerfile.parse(text).strategy(FOREIGN).strategy();
    }
}
