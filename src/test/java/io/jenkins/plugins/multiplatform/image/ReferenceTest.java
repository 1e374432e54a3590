package io.jenkins.plugins.multiplatform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    private static final String HEX = "f".repeat(64);
    private static final String INVALID = "invalid reference format";

    @ParameterizedTest
    @CsvSource({
        "alpine, docker.io, library/alpine, alpine",
        "localhost/fooo, localhost, fooo, localhost/fooo",
        "localhost/fooo/bar, localhost, fooo/bar, localhost/fooo/bar",
        "LOCALDOMAIN/fooo, LOCALDOMAIN, fooo, LOCALDOMAIN/fooo",
        "index.docker.io/fooo/bar, docker.io, fooo/bar, fooo/bar",
        "index.docker.io/ubuntu-12.04-base, docker.io, library/ubuntu-12.04-base, ubuntu-12.04-base",
        "library/ubuntu, docker.io, library/ubuntu, ubuntu",
        "docker.io/foo, docker.io, library/foo, foo",
        "nonlibrary/ubuntu, docker.io, nonlibrary/ubuntu, nonlibrary/ubuntu",
        "other/library, docker.io, other/library, other/library",
        "docker.io/library/foo/bar, docker.io, library/foo/bar, library/foo/bar",
        "127.0.0.1:8000/private/moonbase, 127.0.0.1:8000, private/moonbase, 127.0.0.1:8000/private/moonbase",
        "example.com/privatebase, example.com, privatebase, example.com/privatebase",
        "[fc00::1]:5000/docker, [fc00::1]:5000, docker, [fc00::1]:5000/docker",
        "Foo/bar, Foo, bar, Foo/bar",
        "dock__er/docker, docker.io, dock__er/docker, dock__er/docker",
        "docker---rules/docker, docker.io, docker---rules/docker, docker---rules/docker",
        "192.168.0.1, docker.io, library/192.168.0.1, 192.168.0.1",
        "xn--n3h.com/myimage, xn--n3h.com, myimage, xn--n3h.com/myimage",
    })
    void normalizesNames(String text, String domain, String path, String familiar) throws Exception {
        Reference reference = Reference.parseNormalized(text);

        assertThat(reference.domain()).isEqualTo(domain.toLowerCase(Locale.ROOT));
        assertThat(reference.path()).isEqualTo(path);
        assertThat(reference.familiar()).isEqualTo(familiar);
        assertThat(reference).hasToString(domain + "/" + path);
        assertThat(Reference.parseNormalized(reference.toString())).isEqualTo(reference);
        assertThat(Reference.parseNormalized(familiar)).isEqualTo(reference);
    }

    @ParameterizedTest
    @CsvSource({
        "test.com/repo:tag, test.com/repo, tag",
        "test:5000/repo, test:5000/repo, ",
        "test:5000/repo:5050, test:5000/repo, 5050",
        "test.com:5000, docker.io/library/test.com, 5000",
        "foo_bar.com:8080, docker.io/library/foo_bar.com, 8080",
        "lowercase:Uppercase, docker.io/library/lowercase, Uppercase",
        "b.gcr.io/test.example.com/my-app:test.example.com, b.gcr.io/test.example.com/my-app, test.example.com",
        "[2001:db8::1]:5000/repo:tag, [2001:db8::1]:5000/repo, tag",
    })
    void findsTheTag(String text, String name, String tag) throws Exception {
        assertThat(Reference.parseNormalized(text).name()).isEqualTo(name);
        assertThat(Reference.parseNormalized(text).tag()).isEqualTo(Optional.ofNullable(tag));
        assertThat(Reference.parseNormalized(text + "@sha256:" + HEX).digest()).contains(new Digest("sha256", HEX));
        assertThat(Reference.parseNormalized(text + "@sha256:" + HEX).tag()).isEqualTo(Optional.ofNullable(tag));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/docker/docker",
                "-docker/docker",
                "docker-/docker",
                "docker///docker",
                "docker/",
                "____/____",
                "_docker/_docker",
                "dock..er/docker",
                "dock_.er/docker",
                "[fc00::1]:5000",
                "fc00::1:5000/debian",
                "[fe80::1%eth0]:5000/debian",
                ":justtag",
                "aa/asdf$$^/aa",
                "repo:",
                "repo:-tag",
                "repo@",
                "repo@sha256:abc",
                "repo:a b",
                "repo:tag\n",
                "a/b:c/d",
                "",
                " ",
            })
    @DisplayName("S27: a name that is none is refused before agents are used")
    void refusesOtherGrammars(String text) {
        assertThatThrownBy(() -> Reference.parseNormalized(text))
                .isInstanceOfSatisfying(
                        InvalidReferenceException.class,
                        e -> assertThat(e.input()).isEqualTo(text))
                .hasMessage(INVALID);
    }

    @Test
    void refusesInTheWordsOfDistribution() {
        refuses("docker/Docker:tag", "invalid reference format: repository name (docker/Docker) must be lowercase");
        refuses("Docker:Tag", "invalid reference format: repository name (library/Docker) must be lowercase");
        refuses(
                "1a".repeat(32),
                "invalid repository name (" + "1a".repeat(32) + "), cannot specify 64-byte hexadecimal strings");
        refuses("example.com/" + "a".repeat(256), "repository name must not be more than 255 characters");
        refuses("repo@sha256:" + "f".repeat(34), "invalid checksum digest length");
        refuses("repo@invaliddigest:" + HEX, "unsupported digest algorithm");
        refuses(
                "repo:" + "t".repeat(129),
                "invalid reference format: the tag has 129 characters, at most 128 are allowed");
        refuses("repo:" + "t".repeat(129) + "!", INVALID);
    }

    private static void refuses(String text, String message) {
        assertThatThrownBy(() -> Reference.parseNormalized(text))
                .isInstanceOf(InvalidReferenceException.class)
                .hasMessage(message);
    }

    @Test
    void takesNamesAndTagsUpToTheirLimits() throws Exception {
        Reference reference = Reference.parseNormalized("example.com/" + "a".repeat(255) + ":" + "t".repeat(128));

        assertThat(reference.path()).hasSize(255);
        assertThat(reference.tag().orElseThrow()).hasSize(128);
    }

    @Test
    @DisplayName("S27: a name without a tag means latest")
    void addsTheDefaultTagOnlyToABareName() throws Exception {
        assertThat(Reference.parseNormalized("alpine").withDefaultTag()).hasToString("docker.io/library/alpine:latest");
        assertThat(Reference.parseNormalized("alpine:3").withDefaultTag()).hasToString("docker.io/library/alpine:3");
        assertThat(Reference.parseNormalized("alpine@sha256:" + HEX).withDefaultTag())
                .hasToString("docker.io/library/alpine@sha256:" + HEX);
    }

    @Test
    void changesTagAndDigest() throws Exception {
        Reference reference = Reference.parseNormalized("r.example:5000/a/b:1");
        Digest digest = new Digest("sha256", HEX);

        assertThat(reference.withDigest(digest)).hasToString("r.example:5000/a/b:1@" + digest);
        assertThat(reference.withDigest(digest).familiar()).isEqualTo("r.example:5000/a/b:1@" + digest);
        assertThat(reference.nameOnly().withDigest(digest)).hasToString("r.example:5000/a/b@" + digest);
        assertThat(reference.withDigest(digest).withTag("2")).hasToString("r.example:5000/a/b:2@" + digest);
        assertThatThrownBy(() -> reference.withTag("not a tag"))
                .isInstanceOf(InvalidReferenceException.class)
                .hasMessage("invalid tag format");
    }

    @Test
    void connectsToDockerHubUnderAnotherName() throws Exception {
        assertThat(Reference.parseNormalized("alpine").registryHost()).isEqualTo("registry-1.docker.io");
        assertThat(Reference.parseNormalized("127.0.0.1:5000/x").registryHost()).isEqualTo("127.0.0.1:5000");
    }

    @Test
    void survivesHostileLengths() {
        for (String part : new String[] {"a-", "a.", "a/", "a__", ":", "@", "[:", "A."}) {
            String text = part.repeat(100_000);
            assertThatThrownBy(() -> Reference.parseNormalized(text)).isInstanceOf(InvalidReferenceException.class);
            assertThatThrownBy(() -> Reference.parseNormalized(text + "a"))
                    .isInstanceOf(InvalidReferenceException.class);
        }
    }

    @Test
    void readsBackWhateverItAccepts() throws Exception {
        Random random = new Random(4711);
        String alphabet = "aZ0._-/:@[]";
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(10); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Reference reference = Reference.parseNormalized(text.toString());
                accepted++;
                assertThat(Reference.parseNormalized(reference.toString())).isEqualTo(reference);
            } catch (InvalidReferenceException e) {
                assertThat(e.input()).contains(text);
            }
        }
        assertThat(accepted).isGreaterThan(100);
    }

    @Test
    void travelsBetweenMachines() throws Exception {
        Reference reference = Reference.parseNormalized("alpine:3@sha256:" + HEX);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(reference);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(reference).hasSameHashCodeAs(reference);
        }
    }
}
