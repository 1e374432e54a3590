package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "https://h/a.git?branch=v1#refs/heads/v1, https://h/a.git, refs/heads/v1, ''",
                "github.com/a/b?tag=v1, https://github.com/a/b, refs/tags/v1, ''",
                "git@h:a.git?subdir=/x#v1, git@h:a.git, v1, /x",
                "https://h/a.git?ref=feature%2Fx, https://h/a.git, feature/x, ''",
                "https://h/a.git#feature%2Fx, https://h/a.git, feature/x, ''",
                "https://h/a.git#a%3Ab%20c, https://h/a.git, a, b c",
                "https://h/a.git#v1+2:c+d, https://h/a.git, v1+2, c+d",
                "https://h/a.git?ref=v1%2B2&subdir=a%20b, https://h/a.git, v1+2, a b",
                "https://h/a.git?subdir=a+b, https://h/a.git, '', a b",
                "https://h/a.git?ref=%C3%A4, https://h/a.git, \u00e4, ''",
                "git@h:a.git#feature%2Fx, git@h:a.git, feature%2Fx, ''",
                "git@h:a.git?ref=feature%2Fx, git@h:a.git, feature/x, ''",
                "HTTPS://h/x.git#main, https://h/x.git, main, ''",
                "Git://H/X, git://H/X, '', ''",
                "SSH://user@H/X#v1, ssh://user@H/X, v1, ''",
                "https://h/a.git?, https://h/a.git, '', ''",
                "https://h/a%20b.git#main, https://h/a%20b.git, main, ''"
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
        assertThat(GitUrl.parse("https://h/a.git?commit=abc#main").isPinned()).isTrue();
        assertThat(GitUrl.parse("https://h/a.git#a1a1a1a").isPinned()).isFalse();
        assertThat(GitUrl.parse("https://h/a.git#" + "A1".repeat(20)).isPinned())
                .isFalse();
        assertThat(GitUrl.parse("user@host:a.git#main").isPinned()).isFalse();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/a.git#feature/x:a b",
                "https://h/a.git?ref=feature%2Fx&subdir=a%20b",
                "https://h/a.git?subdir=100%25%23#v1+2",
                "git@h:a.git?subdir=a%20b#v1",
                "HTTPS://h/a.git#%C3%A4"
            })
    void whatADaemonGetsReadsTheSame(String written) throws Exception {
        GitUrl url = GitUrl.parse(written);
        assertThat(GitUrl.parse(url.address())).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git@h:a.git",
                "nonstandarduser@example.com:/srv/repos/weird/project.git",
                "other_Funky-username52@example.com:/to/really:odd:repo.git/",
                "HTTPS://h/x.git",
                "SSH://h/x",
                "https://h/x.git?ref=a#b"
            })
    void isARepository(String text) {
        assertThat(GitUrl.isGit(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/x",
                "https://h/x.git/",
                "https://h/x.git.bar",
                "https://h/x.git:#branch",
                "h/x.git",
                "github.com:moby/buildkit.git",
                "git@h",
                "git@h/foo/bar.git",
                "bad:user@h:foo/bar.git",
                "httpx://h/x.git"
            })
    void isNone(String text) {
        assertThat(GitUrl.isGit(text)).isFalse();
    }

    @Test
    void refusesWhatBuildKitRefuses() {
        assertThatThrownBy(() -> GitUrl.parse("https://h/a.git?tag=v1&branch=v1"))
                .hasMessage("branch conflicts with tag");
        assertThatThrownBy(() -> GitUrl.parse("https://h/a.git?ref=v1&tag=v2"))
                .hasMessage("ref conflicts: \"v1\" vs \"refs/tags/v2\"");
        assertThatThrownBy(() -> GitUrl.parse("https://h/a.git?ref=")).hasMessage("query \"ref\" has no value");
        assertThatThrownBy(() -> GitUrl.parse("https://h/a.git#a%2")).hasMessage("invalid URL escape in \"%2\"");
        assertThatThrownBy(() -> GitUrl.parse("https://h/a.git?ref=a%3Ab")).hasMessage("invalid git ref \"a%3Ab\"");
        assertThatThrownBy(() -> GitUrl.parse("https://h/a.git#--upload-pack=x"))
                .hasMessage("invalid git ref \"--upload-pack=x\"");
        assertThatThrownBy(() -> GitUrl.parse("https://h/a.git#main:a%0Ab")).hasMessage("invalid subdir \"a%0Ab\"");
    }
}
