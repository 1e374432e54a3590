package io.jenkins.plugins.multiplatform.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformMatcherTest {
    private static final List<String> EVERYTHING = List.of(
            "linux/amd64",
            "linux/amd64/v2",
            "linux/amd64/v3",
            "linux/386",
            "linux/arm/v4",
            "linux/arm/v5",
            "linux/arm/v6",
            "linux/arm/v7",
            "linux/arm/v8",
            "linux/arm64",
            "linux/arm64/v8.1",
            "linux/arm64/v8.5",
            "linux/arm64/v8.6",
            "linux/arm64/v8.9",
            "linux/arm64/v8.10",
            "linux/arm64/v9",
            "linux/arm64/v9.5",
            "linux/arm64/v9.6",
            "windows/amd64",
            "windows/arm",
            "windows(10.0.17763)/amd64");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linux/amd64 | linux/amd64 linux/386",
                "linux/amd64/v3 | linux/amd64/v3 linux/amd64/v2 linux/amd64 linux/386",
                "linux/386 | linux/386",
                "windows/amd64 | windows/amd64 windows(10.0.17763)/amd64",
                "windows(10.0.17763)/amd64 | windows/amd64 windows(10.0.17763)/amd64",
                "windows(10.0.20348)/amd64 | windows/amd64",
                "linux/arm/v8 | linux/arm/v8 linux/arm/v7 linux/arm/v6 linux/arm/v5",
                "linux/arm | linux/arm/v7 linux/arm/v6 linux/arm/v5",
                "linux/arm/v5 | linux/arm/v5",
                "linux/arm/v4 | linux/arm/v4",
                "linux/arm64 | linux/arm64 linux/arm/v8 linux/arm/v7 linux/arm/v6 linux/arm/v5",
                "linux/arm64/v8.1 | linux/arm64/v8.1 linux/arm64 linux/arm/v8 linux/arm/v7 linux/arm/v6 linux/arm/v5",
                "linux/arm64/v9 | linux/arm64/v9 linux/arm64/v8.5 linux/arm64/v8.1 linux/arm64 linux/arm/v8"
                        + " linux/arm/v7 linux/arm/v6 linux/arm/v5",
                "linux/arm64/v9.6 | linux/arm64/v9.6 linux/arm64/v9.5 linux/arm64/v9 linux/arm64/v8.9"
                        + " linux/arm64/v8.6 linux/arm64/v8.5 linux/arm64/v8.1 linux/arm64 linux/arm/v8 linux/arm/v7"
                        + " linux/arm/v6 linux/arm/v5",
                "linux/amd64/v99999999 | linux/386",
            })
    void onlyMatchesWhatTheCpuRunsBestFirst(String wanted, String expected) throws Exception {
        PlatformMatcher matcher = PlatformMatcher.only(parse(wanted));
        List<Platform> matching =
                new ArrayList<>(all(EVERYTHING).stream().filter(matcher::match).toList());

        matching.sort(matcher.preference());

        assertThat(matching).extracting(Platform::toString).containsExactly(expected.split(" "));
    }

    @Test
    void anUnknownLevelOfArm64MatchesNothing() throws Exception {
        for (String level : List.of("linux/arm64/v9.8", "linux/arm64/bogus", "linux/arm64/v10")) {
            assertThat(all(EVERYTHING)).noneMatch(PlatformMatcher.only(parse(level))::match);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linux/amd64 | linux/amd64",
                "linux/arm/v8 | linux/arm/v8",
                "linux/arm | linux/arm/v7",
                "linux/arm64/v8 | linux/arm64",
                "linux/arm64/v9.0 | linux/arm64/v9",
                "linux/arm64/v8.1 | linux/arm64/v8.1",
                "windows/amd64 | windows/amd64 windows(10.0.17763)/amd64",
            })
    void onlyStrictMatchesOtherSpellingsAlone(String wanted, String expected) throws Exception {
        PlatformMatcher matcher = PlatformMatcher.onlyStrict(parse(wanted));

        assertThat(all(EVERYTHING).stream().filter(matcher::match))
                .extracting(Platform::toString)
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "17763, 17763, true",
        "17763, 20348, false",
        "20348, 17763, false",
        "20348, 20348, true",
        "22621, 17763, false",
        "22621, 20348, true",
        "25398, 17763, false",
        "25398, 20348, true",
        "26100, 20348, true",
        "20348, 26100, false",
        "20348, 22621, false",
        "26100, 22621, true",
        "26200, 22621, false",
        "26200, 26100, true",
    })
    void windowsHostsRunContainersOfTheirAbi(String host, String container, boolean runs) throws Exception {
        PlatformMatcher matcher = PlatformMatcher.only(parse("windows(10.0." + host + ".1)/amd64"));

        assertThat(matcher.match(parse("windows(10.0." + container + ".4711)/amd64")))
                .isEqualTo(runs);
        assertThat(matcher.match(parse("windows(6.3." + container + ")/amd64"))).isFalse();
        assertThat(matcher.match(parse("windows(nonsense)/amd64"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"10.0", "x.0.17763", "10.0.99999", "300.0.17763", "''"})
    void aHostVersionWithoutABuildMatchesEveryContainer(String version) throws Exception {
        PlatformMatcher matcher = PlatformMatcher.only(new Platform("windows", "amd64", "", version, List.of()));

        assertThat(matcher.match(parse("windows(10.0.17763)/amd64"))).isTrue();
    }

    @Test
    void theWin32kFeatureIsNotAskedForOnWindows() throws Exception {
        PlatformMatcher matcher = PlatformMatcher.only(parse("windows(10.0.17763)/amd64"));

        assertThat(matcher.match(parse("windows(10.0.17763+win32k)/amd64"))).isTrue();
        assertThat(matcher.match(parse("windows(10.0.17763+other)/amd64"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linux/amd64 | windows/amd64 linux/amd64 linux(+other)/amd64 linux/arm64"
                        + " | linux/amd64 linux(+other)/amd64 windows/amd64 linux/arm64",
                "linux(+none)/amd64 | windows/amd64 linux/amd64 linux/arm64 linux(+other)/amd64"
                        + " | linux/amd64 linux(+other)/amd64 windows/amd64 linux/arm64",
                "linux(+other)/amd64 | windows/amd64 linux/amd64 linux/arm64 linux(+other)/amd64"
                        + " | linux(+other)/amd64 linux/amd64 windows/amd64 linux/arm64",
                "linux(+af+other+zf)/amd64 | windows/amd64 linux/amd64 linux/arm64 linux(+other)/amd64"
                        + " | linux(+other)/amd64 linux/amd64 windows/amd64 linux/arm64",
                "linux(+f1+f2)/amd64 | linux/amd64 linux(+f2)/amd64 linux(+f1)/amd64 linux(+f1+f2)/amd64"
                        + " | linux(+f1+f2)/amd64 linux(+f2)/amd64 linux(+f1)/amd64 linux/amd64",
                "linux(7.2+other)/amd64 | linux/amd64 linux(+other)/amd64 linux(7.1)/amd64 linux(7.2+other)/amd64"
                        + " | linux(+other)/amd64 linux(7.2+other)/amd64 linux/amd64 linux(7.1)/amd64",
            })
    void prefersTheMostFeatures(String wanted, String given, String expected) throws Exception {
        for (PlatformMatcher matcher :
                List.of(PlatformMatcher.only(parse(wanted)), PlatformMatcher.onlyStrict(parse(wanted)))) {
            List<Platform> sorted = new ArrayList<>(all(List.of(given.split(" "))));
            sorted.sort(matcher.preference());

            assertThat(sorted).extracting(Platform::toString).containsExactly(expected.split(" "));
        }
    }

    @Test
    void picksTheFirstAmongEqualsAsClientsDo() throws Exception {
        PlatformMatcher matcher = PlatformMatcher.only(parse("linux/arm64"));
        List<Platform> candidates = all(List.of("linux/arm/v7", "linux/arm64/v8", "linux/aarch64", "linux/amd64"));

        assertThat(matcher.best(candidates)).containsSame(candidates.get(1));
        assertThat(matcher.less(candidates.get(1), candidates.get(0))).isTrue();
        assertThat(matcher.less(candidates.get(1), candidates.get(2))).isFalse();
        assertThat(matcher.best(List.of(candidates.get(3)))).isEmpty();
    }

    @Test
    void prefersByTheOrderGiven() throws Exception {
        PlatformMatcher matcher = PlatformMatcher.ordered(all(List.of("linux/s390x", "linux/amd64")));

        assertThat(matcher.best(all(List.of("linux/amd64", "linux/s390x")))).contains(parse("linux/s390x"));
    }

    private static Platform parse(String specifier) throws InvalidPlatformException {
        return Platform.parse(specifier, Platform.of("linux", "amd64"));
    }

    private static List<Platform> all(List<String> specifiers) throws InvalidPlatformException {
        List<Platform> platforms = new ArrayList<>();
        for (String specifier : specifiers) {
            Platform platform = parse(specifier);
            // Sorted lists show the normalised spelling of arm.
            platforms.add(platform.architecture().equals("arm") ? platform.normalize() : platform);
        }
        return platforms;
    }
}
