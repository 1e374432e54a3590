package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedContextsTest {
    private static final Platform AMD64 = Platform.of("linux", "amd64");
    private static final Platform ARM64 = Platform.of("linux", "arm64");

    private static NamedContexts parse(String... written) throws InvalidOptionException {
        return NamedContexts.parse(List.of(written));
    }

    @Test
    void namesAreThoseThatTheFrontendLooksUp() throws Exception {
        assertThat(parse("docker.io/library/alpine:latest=x", "host:5000/a/b:1=y", "")
                        .all())
                .extracting(NamedContext::name)
                .containsExactly("alpine", "host:5000/a/b:1");
    }

    @Test
    void onePlatformSeesItsOwnContextOrTheCommonOne() throws Exception {
        NamedContexts contexts =
                parse("base::linux/arm64/v8=/arm", "base=/all", "only::linux/arm64=/only", "base=/last=1");
        assertThat(contexts.of(ARM64)).extracting(NamedContext::value).containsExactly("/arm", "/only");
        assertThat(contexts.of(AMD64)).extracting(NamedContext::value).containsExactly("/last=1");
        assertThat(contexts.folders()).extracting(NamedContext::mount).doesNotHaveDuplicates();
    }

    @Test
    void aNameOfAnImageMayStandForAnother() throws Exception {
        NamedContexts contexts =
                parse("alpine=docker-image://host:5000/a", "base=./folder", "base::linux/arm64=docker-image://b");
        assertThat(contexts.image("docker.io/library/alpine:latest", AMD64)).contains("host:5000/a");
        assertThat(contexts.image("alpine:3", AMD64)).contains("alpine:3");
        assertThat(contexts.image("base", AMD64)).as("a folder").isEmpty();
        assertThat(contexts.image("base", ARM64)).contains("b");
        assertThat(contexts.image("No//name", AMD64)).isEmpty();
    }

    @Test
    void tellsFoldersFromWhatTheDaemonFetches() throws Exception {
        NamedContexts contexts = parse(
                "a=docker-image://registry:5000/x",
                "b=https://example.com/x.tar.gz",
                "c=git@example.com:x.git#main",
                "d=./git",
                "e=docker-image://Nonsense//",
                "f=git://example.com/x",
                "g=github.com/example/x");
        assertThat(contexts.folders()).extracting(NamedContext::name).containsExactly("d");
        assertThat(contexts.images()).extracting(Reference::domain).containsExactly("registry:5000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/a.git",
                "http://example.com/a.git#main:sub",
                "https://example.com/a.git?ref=main",
                "https://user:word@example.com/a.git",
                "git://example.com/a",
                "ssh://git@example.com/a",
                "git@example.com:a/b.git#:sub",
                "github.com/a/b"
            })
    void knowsRepositories(String address) {
        assertThat(GitUrl.isGit(address)).isTrue();
        assertThat(RemoteUrl.isRemote(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"./.git", ".git", "../a.git", "/a/b.git", "a:b", "example.com/a.git", "C:\\a.git"})
    void knowsPaths(String path) {
        assertThat(RemoteUrl.isRemote(path)).isFalse();
    }

    @Test
    void anHttpAddressWithoutGitAtItsEndIsAFile() {
        assertThat(GitUrl.isGit("https://example.com/a.git/")).isFalse();
        assertThat(RemoteUrl.isRemote("https://example.com/a.git/")).isTrue();
    }

    @Test
    void refusesWhatHasNoNameOrValue() {
        assertThatThrownBy(() -> parse("x")).hasMessage("invalid context value: x, expected key=value");
        assertThatThrownBy(() -> parse("=x")).hasMessage("invalid context name : invalid reference format");
        assertThatThrownBy(() -> parse("A=x"))
                .hasMessage("invalid context name A: invalid reference format: repository name (library/A) must be"
                        + " lowercase");
        assertThatThrownBy(() -> parse("a::linux/*=x"))
                .hasMessage("invalid context name a::linux/*: \"linux/*\": wildcards not yet supported: invalid"
                        + " argument");
        assertThatThrownBy(() -> parse("a=oci-layout:///tmp/x@sha256:" + "a".repeat(40)))
                .hasMessage("invalid context value oci-layout:///tmp/x@sha256:" + "a".repeat(40)
                        + ": invalid checksum digest length");
    }

    @Test
    void readsImagesOfFolders() throws Exception {
        String digest = "sha256:" + "a".repeat(64);
        NamedContexts contexts = parse(
                "a=oci-layout://x/y",
                "b=oci-layout:///x:1",
                "c=oci-layout:///x@" + digest,
                "d=oci-layout:///x:1.0@" + digest,
                "e=oci-layout://C:/x",
                "f=oci-layout:///x:1/y",
                "g=./x");
        assertThat(contexts.layouts())
                .extracting(NamedContext::layout)
                .containsExactly(
                        new LayoutReference("x/y", "latest", ""),
                        new LayoutReference("/x", "1", ""),
                        new LayoutReference("/x", "", digest),
                        new LayoutReference("/x", "1.0", digest),
                        new LayoutReference("C:/x", "latest", ""),
                        new LayoutReference("/x:1/y", "latest", ""));
        assertThat(contexts.folders()).extracting(NamedContext::name).containsExactly("g");
        assertThat(contexts.withFolders(path -> "/ws/" + path).all())
                .extracting(NamedContext::value)
                .startsWith("oci-layout:///ws/x/y:latest", "oci-layout:///ws//x:1")
                .endsWith("/ws/./x");
    }
}
