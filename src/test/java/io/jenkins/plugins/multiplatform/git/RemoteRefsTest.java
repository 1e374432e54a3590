package io.jenkins.plugins.multiplatform.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RemoteRefsTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String C = "c".repeat(40);

    private static RemoteRefs read(boolean announced, String... lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line.isEmpty() ? "0000" : String.format("%04x%s", line.length() + 4, line));
        }
        return RemoteRefs.read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), announced);
    }

    @Test
    void findsBranchesTagsAndFullNames() throws Exception {
        RemoteRefs refs = read(
                false,
                A + " HEAD\0multi_ack symref=HEAD:refs/heads/main\n",
                A + " refs/heads/main\n",
                B + " refs/heads/release/1.2\n",
                C + " refs/pull/7/head\n",
                "");
        assertThat(refs.commit("")).contains(A);
        assertThat(refs.commit("main")).contains(A);
        assertThat(refs.commit("release/1.2")).contains(B);
        assertThat(refs.commit("refs/heads/release/1.2")).contains(B);
        assertThat(refs.commit("pull/7/head")).contains(C);
        assertThat(refs.commit("other")).isEmpty();
    }

    @Test
    void ofAnAnnotatedTagTakesTheCommit() throws Exception {
        RemoteRefs refs = read(false, A + " refs/tags/v1\n", B + " refs/tags/v1^{}\n", C + " refs/tags/v2\n", "");
        assertThat(refs.commit("v1")).contains(B);
        assertThat(refs.commit("v2")).contains(C);
    }

    @Test
    void overHttpTheServiceComesFirst() throws Exception {
        assertThat(read(true, "# service=git-upload-pack\n", "", A + " HEAD\0x", "")
                        .commit(""))
                .contains(A);
        assertThatThrownBy(() -> read(true, A + " HEAD\0x", ""))
                .hasMessage("the answer is no list of Git's references");
    }

    @Test
    void whatAServerRefusesWithCannotForgeALog() {
        assertThatThrownBy(() -> read(false, "ERR no\u001b[2J\u009b31m\nFinished: SUCCESS\u202e"))
                .hasMessage("no [2J 31m Finished: SUCCESS");
    }

    @Test
    void anEmptyRepositoryHasNoCommit() throws Exception {
        assertThat(read(false, "0".repeat(40) + " capabilities^{}\0x", "").commit(""))
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoListOfReferences() {
        assertThatThrownBy(() -> read(false, "ERR access denied or repository not exported: /x\n"))
                .hasMessage("access denied or repository not exported: /x");
        assertThatThrownBy(() -> RemoteRefs.read(new ByteArrayInputStream("<html>".getBytes()), false))
                .hasMessage("the answer is no list of Git's references");
        assertThatThrownBy(() -> RemoteRefs.read(new ByteArrayInputStream("0002".getBytes()), false))
                .hasMessage("the list of references is malformed");
        assertThatThrownBy(() -> read(false, A + " HEAD\0x")).hasMessage("the list of references ended too early");
    }
}
