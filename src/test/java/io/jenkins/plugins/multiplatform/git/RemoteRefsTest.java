package io.jenkins.plugins.multiplatform.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteRefsTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String C = "c".repeat(40);

    private static Optional<GitCommit> find(String name, String... lines) throws IOException {
        return find(false, name, lines);
    }

    private static Optional<GitCommit> find(boolean announced, String name, String... lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line.isEmpty() ? "0000" : packet(line));
        }
        return RemoteRefs.find(
                new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), announced, name);
    }

    private static String packet(String line) {
        return String.format("%04x%s", line.length() + 4, line);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', a, HEAD",
                "main, a, refs/heads/main",
                "release/1.2, b, refs/heads/release/1.2",
                "refs/heads/release/1.2, b, refs/heads/release/1.2",
                "heads/main, a, refs/heads/main",
                "pull/7/head, c, refs/pull/7/head",
                "HEAD, a, HEAD",
                "other, -, -",
            })
    void findsBranchesTagsAndFullNames(String name, String commit, String ref) throws Exception {
        Optional<GitCommit> found = find(
                name,
                A + " HEAD\0multi_ack symref=HEAD:refs/heads/main\n",
                A + " refs/heads/main\n",
                B + " refs/heads/release/1.2\n",
                C + " refs/pull/7/head\n",
                "");
        assertThat(found).isEqualTo(Optional.ofNullable(commit).map(id -> new GitCommit(id.repeat(40), ref, false)));
    }

    @Test
    void ofAnAnnotatedTagTakesTheCommit() throws Exception {
        String[] refs = {A + " refs/tags/v1\n", B + " refs/tags/v1^{}\n", C + " refs/tags/v2\n", ""};
        assertThat(find("v1", refs)).contains(new GitCommit(B, "refs/tags/v1", false));
        assertThat(find("v2", refs)).contains(new GitCommit(C, "refs/tags/v2", false));
    }

    @Test
    void aBranchPrecedesATagOfTheSameNameAsForBuildKit() throws Exception {
        String[] refs = {
            A + " refs/heads/v1\n",
            B + " refs/tags/v1\n",
            C + " refs/tags/v1^{}\n",
            A + " refs/tags/v2\n",
            A + " refs/heads/v2\n",
            ""
        };
        assertThat(find("v1", refs)).contains(new GitCommit(A, "refs/heads/v1", true));
        assertThat(find("refs/tags/v1", refs)).contains(new GitCommit(C, "refs/tags/v1", false));
        assertThat(find("refs/heads/v1", refs)).contains(new GitCommit(A, "refs/heads/v1", false));
        assertThat(find("v2", refs)).contains(new GitCommit(A, "refs/heads/v2", false));
    }

    @Test
    void overHttpTheServiceComesFirst() throws Exception {
        assertThat(find(true, "", "# service=git-upload-pack\n", "", A + " HEAD\0x", ""))
                .contains(new GitCommit(A, "HEAD", false));
        assertThatThrownBy(() -> find(true, "", A + " HEAD\0x", ""))
                .hasMessage("the answer is no list of Git's references");
    }

    @Test
    void whatAServerRefusesWithCannotForgeALog() {
        assertThatThrownBy(() -> find("main", "ERR no\u001b[2J\u009b31m\nFinished: SUCCESS\u202e"))
                .hasMessage("no [2J 31m Finished: SUCCESS");
    }

    @Test
    void anEmptyRepositoryHasNoCommit() throws Exception {
        assertThat(find("", "0".repeat(40) + " capabilities^{}\0x", "")).isEmpty();
    }

    @Test
    void aListThatNeverEndsIsReadUpToItsLimits() {
        assertThatThrownBy(() -> RemoteRefs.find(new Endless(packet(A + " refs/x\n")), false, "main"))
                .hasMessage("the list of references has more than 2000000 lines");
        assertThatThrownBy(() ->
                        RemoteRefs.find(new Endless(packet(A + " refs/" + "x".repeat(60_000) + "\n")), false, "main"))
                .hasMessage("the list of references is larger than 268435456 bytes");
    }

    /** Says the same again and again. */
    private static final class Endless extends InputStream {
        private final byte[] text;
        private int at;

        Endless(String text) {
            this.text = text.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            byte next = text[at];
            at = (at + 1) % text.length;
            return next;
        }
    }

    @Test
    void anErrorOfTheServerIsOneLine() {
        assertThatThrownBy(() -> find("", "ERR \u001b[31mno\nsuch " + "x".repeat(300)))
                .hasMessageStartingWith("[31mno such xxx")
                .hasMessageEndingWith("x...");
    }

    @Test
    void refusesWhatIsNoListOfReferences() {
        assertThatThrownBy(() -> find("", "ERR access denied or repository not exported: /x\n"))
                .hasMessage("access denied or repository not exported: /x");
        assertThatThrownBy(() -> RemoteRefs.find(
                        new ByteArrayInputStream("<html>".getBytes(StandardCharsets.US_ASCII)), false, ""))
                .hasMessage("the answer is no list of Git's references");
        assertThatThrownBy(() -> RemoteRefs.find(
                        new ByteArrayInputStream("0002".getBytes(StandardCharsets.US_ASCII)), false, ""))
                .hasMessage("the list of references is malformed");
        assertThatThrownBy(() -> find("", A + " HEAD\0x")).hasMessage("the list of references ended too early");
    }
}
