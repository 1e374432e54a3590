package io.jenkins.plugins.multiplatform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
    private static List<Challenge> parse(String... lines) {
        return Challenge.parse(List.of(lines));
    }

    @Test
    void readsWhatDockerHubSends() {
        assertThat(parse("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
                        + "scope=\"repository:library/alpine:pull\""))
                .containsExactly(new Challenge(
                        "bearer",
                        Map.of(
                                "realm", "https://auth.docker.io/token",
                                "service", "registry.docker.io",
                                "scope", "repository:library/alpine:pull")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer service=s,scope=\"a b\",realm=\"https://r/t\"",
                "bearer   REALM = \"https://r/t\" , Service=\"s\",  scope=\"a b\"",
                "BEARER scope=\"a b\",, realm=https://r/t,service=s,",
                "Bearer realm=\"https:\\/\\/r/t\", service=\"s\", scope=\"a\\ b\"",
            })
    void takesParametersInAnyOrderCaseAndQuoting(String line) {
        assertThat(parse(line))
                .containsExactly(
                        new Challenge("bearer", Map.of("realm", "https://r/t", "service", "s", "scope", "a b")));
    }

    @Test
    void partsSeveralChallengesInOneLineAndInSeveral() {
        assertThat(parse("Basic realm=\"a, Bearer realm=\\\"x\\\"\", Bearer realm=\"https://r/t\"", "Negotiate abc=="))
                .extracting(Challenge::scheme)
                .containsExactly("basic", "bearer", "negotiate");
        assertThat(parse("Basic realm=\"a, b=c\", Bearer realm=t").get(0).parameters())
                .containsExactly(Map.entry("realm", "a, b=c"));
    }

    @Test
    void acceptsAChallengeWithoutParameters() {
        assertThat(parse("Basic, Bearer realm=t")).hasSize(2);
        assertThat(parse("Basic")).containsExactly(new Challenge("basic", Map.of()));
    }

    @Test
    void theFirstOfARepeatedParameterCounts() {
        assertThat(parse("Bearer realm=\"https://good\",realm=\"https://evil\"")
                        .get(0)
                        .parameter("Realm"))
                .contains("https://good");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",,,,",
                "=",
                "\"",
                "realm=\"x\"",
                "= = = \"\" =",
                "\"\\",
            })
    void findsNoChallengeInNoise(String line) {
        assertThat(parse(line)).isEmpty();
    }

    @Test
    void survivesAnUnclosedQuoteAndATrailingBackslash() {
        assertThat(parse("Bearer realm=\"https://r\\").get(0).parameter("realm"))
                .contains("https://r\\");
    }

    @Test
    void readsAHostileLineInTimeProportionalToItsLength() {
        String line = "Bearer realm=\"" + "\\\"".repeat(500_000) + ", a=".repeat(100_000);
        assertTimeout(Duration.ofSeconds(5), () -> parse(line, "a ".repeat(100_000), "=".repeat(500_000)));
    }
}
