package io.jenkins.plugins.multiplatform.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.context.PatternMatcher.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdicts in the tables are those that moby/patternmatcher gives. */
class PatternMatcherTest {
    /** As a walk asks: parents first, each with what was learnt of its own parent. */
    static boolean walked(PatternMatcher matcher, String path) throws Exception {
        Match match = Match.ROOT;
        for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
            match = matcher.match(path.substring(0, end), match);
        }
        return matcher.match(path, match).matched();
    }

    private static void check(List<String> patterns, String path, boolean expected) throws Exception {
        PatternMatcher matcher = PatternMatcher.of(patterns);
        assertThat(matcher.matches(path)).as(patterns + " alone on " + path).isEqualTo(expected);
        assertThat(walked(matcher, path)).as(patterns + " walked to " + path).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "* any.go",
                "** file",
                "** dir/file",
                "**/ dir/file",
                "**/** dir/file",
                "dir/** dir/file",
                "dir/** dir/dir2/file",
                "**/dir dir",
                "**/dir dir/file",
                "**/dir2/* dir/dir2/file",
                "**/dir2/** dir/dir2/dir3/file",
                "**file dir/dir/file",
                "**file otherfile",
                "**/file* dir/dir/file.txt",
                "**/file*.txt* dir/dir/file.txt",
                "**/**/*.txt dir/dir/file.txt",
                "**/**/*.txt file.txt",
                "a**/*.txt a/dir/dir/file.txt",
                "a/*.txt** a/file.txt",
                "a[b-d]e ace",
                "a[^b-d]e aze",
                "a[^a]b a☺b",
                "a[^b]c a/c",
                "[a-ζ]* α",
                ".* .foo",
                "abc?def abcZdef",
                "a?b a☺b",
                "a?b a😀b",
                "a\\\\ a\\",
                "a\\*b a*b",
                "a(b)c/def a(b)c/def",
                "a.|)$(}+{bc a.|)$(}+{bc",
                "abc/** abc/def/ghi",
                "**/.foo .foo",
                "a*b*c*d*e*/f axbxcxdxe/f",
                "a*b?c*x abxbbxdbxebxczzx",
                "a* ab/c",
                "a/b a/b/c/d",
                "./a/../b b/c",
                "a/ a/b",
                "[[:alpha:]]x qx",
                "[*] [^]",
                "\\d 7",
                "a[0-9]{2}* a12b",
                "*.{js,ts} x.{js,ts}",
                "x|b* a/b",
                "x/*[a-] x/-",
                "/**\\/ /$",
                "a] a]",
                "src\\Bx srcx",
                "\\Aa*\\z ab",
                "*\\b/x ab/x",
                "\\Qa*b a[^/]*b$",
                "\\pL\\x61 éa",
                "a\\b* a-",
                "a{{2}* a{{",
                "*a|b* xb"
            })
    void matches(String pattern, String path) throws Exception {
        check(List.of(pattern), path, true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "**/**/*.txt2 dir/dir/file.txt",
                "a/*.txt a/dir/file.txt",
                "a[b-d]e ae",
                "a[b-d]e aae",
                ".* foo",
                "abc.def abcdef",
                "abc.def abcZdef",
                "abc?def abcdef",
                "abc/** abc",
                "**/.foo bar.foo",
                "a(b)c/def a(b)c/xyz",
                "a*b*c*d*e*/f axbxcxdxe/xxx/f",
                "a*b?c*x abxbbxdbxebxczzy",
                "a???b a☺b",
                "a?b a/b",
                "a*b a/b",
                "a\\*b ab",
                "*[a-ζ] A",
                "/a a",
                "A a",
                "a^b* a^b",
                "a[0-9]{2}* a1b",
                "*.{js,ts} x.js",
                "**/x/*.y xx/q.y",
                "[*] *",
                "out\\build out/build",
                "out\\build outbuild",
                "src\\bin src/bin",
                "a\\b* ab",
                "\\Ba a"
            })
    void doesNotMatch(String pattern, String path) throws Exception {
        check(List.of(pattern), path, false);
    }

    @Test
    void theLastPatternThatFitsDecides() throws Exception {
        check(List.of("docs", "!docs/README.md"), "docs/README.md", false);
        check(List.of("docs/*", "!docs/README.md"), "docs/README.md", false);
        check(List.of("!x.go", "*.go"), "x.go", true);
        check(List.of("*.go", "!x.go"), "x.go", false);
        check(List.of("**", "!util/docker/web"), "util/docker/web/foo", false);
        check(List.of("**", "!util/docker/web", "util/docker/web/foo"), "util/docker/web/foo", true);
        check(List.of("**", "!dist/*.whl"), "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", false);
        check(List.of("  docs ", "\t!docs/README.md\u00a0", ""), "docs/README.md", false);
        check(List.of(), "any/path", false);
    }

    @Test
    void aWalkForgetsAPatternThatDidNotCountForTheParent() throws Exception {
        PatternMatcher matcher = PatternMatcher.of(List.of("a", "!a/b", "a"));
        assertThat(matcher.matches("a/b")).isTrue();
        assertThat(walked(matcher, "a/b")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "a[", "[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "a\\"})
    void refusesPatternsWithoutMeaning(String pattern) {
        assertThatThrownBy(() -> PatternMatcher.of(List.of(pattern)))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessage("syntax error in pattern: \"" + pattern + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/*[", "[z-a]", "[[:nix:]]", "x*{2}", "a*b{1001}", "\\Z", "a\\é"})
    void refusesSomePatternsOnlyWhenTheyAreNeeded(String pattern) throws Exception {
        PatternMatcher needed = PatternMatcher.of(List.of(pattern));
        assertThatThrownBy(() -> needed.matches("file"))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessage("syntax error in pattern: \"" + pattern + "\"");
        assertThatThrownBy(() -> needed.match("file", Match.ROOT)).isInstanceOf(InvalidPatternException.class);
        check(List.of("!" + pattern), "file", false);
    }

    @Test
    void refusesAnExceptionOfNothing() {
        assertThatThrownBy(() -> PatternMatcher.of(List.of("a", " ! ")))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessage("illegal exclusion pattern: \"!\"");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void judgesTwentyThousandFilesByTwentyThousandPatterns() throws Exception {
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            patterns.add(
                    switch (i % 5) {
                        case 0 -> "generated/dir" + i + "/out.bin";
                        case 1 -> "**/cache" + i;
                        case 2 -> "src" + i + "/**";
                        case 3 -> "logs/*" + i + ".log";
                        default -> "!keep/file" + i + ".txt";
                    });
        }
        PatternMatcher matcher = PatternMatcher.of(patterns);
        Match folder = matcher.match("logs", Match.ROOT);
        for (int i = 0; i < 20_000; i++) {
            boolean matched = matcher.match("logs/number-" + i + ".log", folder).matched();
            assertThat(matched).as("%d", i).isEqualTo(endsLikeAPattern(i));
        }
    }

    /** Pattern 3 ends any number that ends in 3, and so on: the digits behind the star are the number's tail. */
    private static boolean endsLikeAPattern(int i) {
        String digits = Integer.toString(i);
        return IntStream.range(0, digits.length())
                .mapToObj(digits::substring)
                .filter(tail -> !tail.startsWith("0"))
                .anyMatch(tail -> Integer.parseInt(tail) % 5 == 3);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void aHostilePatternCostsNoExponentialTime() throws Exception {
        String path = "a".repeat(200);
        check(List.of("*a".repeat(100) + "b"), path, false);
        check(List.of("**/".repeat(50) + "x*y"), "a/".repeat(100) + "b", false);
    }
}
