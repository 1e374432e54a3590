package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitUrlTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "https://h/a.git, https://h/a.git, '', ''",
                "https://h/a.git#main, https://h/a.git, main, ''",
                "https://h/a.git#baz/qux:sub/dir, https://h/a.git, baz/qux, sub/dir",
                "https://h/a.git#:sub, https://h/a.git, '', sub",
                "github.com/a/b#v1, https://github.com/a/b, v1, ''",
                "git@h:a/b.git#v1:x, git@h:a/b.git, v1, x",
                "https://h/a.git?ref=v1&subdir=/x, https://h/a.git, v1, /x",
                "https://h/a.git?tag=v1, https://h/a.git, refs/tags/v1, ''",
                "https://h/a.git?branch=v1#refs/heads/v1, https://h/a.git, refs/heads/v1, ''"
            })
    void takesItApart(String written, String remote, String ref, String folder) throws Exception {
        assertThat(GitUrl.parse(written)).isEqualTo(new GitUrl(remote, ref, folder, ""));
    }

    @Test
    void keepsWishesThatAreTheDaemons() throws Exception {
        GitUrl url = GitUrl.parse("https://h/a.git?submodules=false&ref=v1&keep-git-dir#:x");
        assertThat(url.withRef("0".repeat(40)).address())
                .isEqualTo("https://h/a.git?submodules=false&keep-git-dir#" + "0".repeat(40) + ":x");
    }

    @Test
    void aCommitIsForEver() throws Exception {
        assertThat(GitUrl.parse("https://h/a.git#" + "a1".repeat(20)).isPinned())
                .isTrue();
        assertThat(GitUrl.parse("https://h/a.git?checksum=abc#main").isPinned()).isTrue();
        assertThat(GitUrl.parse("https://h/a.git#a1a1a1a").isPinned()).isFalse();
    }

    @Test
    void showsNoPassword() throws Exception {
        GitUrl url = GitUrl.parse("https://user:canary@h/a.git#main");
        assertThat(url).hasToString("https://h/a.git#main");
        assertThat(url.address()).contains("canary");
    }

    @Test
    void refusesContradictions() {
        assertThatThrownBy(() -> GitUrl.parse("https://h/a.git?ref=v1#v2"))
                .hasMessage("ref conflicts: \"v2\" vs \"v1\"");
        assertThatThrownBy(() -> GitUrl.parse("https://h/a.git?subdir=a#main:b"))
                .hasMessage("subdir conflicts: \"b\" vs \"a\"");
    }
}
