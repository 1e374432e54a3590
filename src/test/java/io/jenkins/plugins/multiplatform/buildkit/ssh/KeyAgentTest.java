package io.jenkins.plugins.multiplatform.buildkit.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenSSH's client does not try; {@code SshForwardTest} has what it does. */
class KeyAgentTest {
    private static final byte[] FAILURE = {5};

    @TempDir
    private Path folder;

    private Path rsa(String... options) throws Exception {
        String[] all = new String[options.length + 4];
        System.arraycopy(new String[] {"-t", "rsa", "-b", "2048"}, 0, all, 0, 4);
        System.arraycopy(options, 0, all, 4, options.length);
        return new OpenSsh(folder).key("id", all);
    }

    private static byte[] blob(SshAgent agent) throws Exception {
        DataInputStream identities = new DataInputStream(new ByteArrayInputStream(agent.answer(new byte[] {11})));
        assertThat(identities.readByte()).isEqualTo((byte) 12);
        assertThat(identities.readInt()).isEqualTo(1);
        return identities.readNBytes(identities.readInt());
    }

    private static byte[] signRequest(byte[] key, byte[] data, int flags) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream request = new DataOutputStream(bytes);
        request.writeByte(13);
        request.writeInt(key.length);
        request.write(key);
        request.writeInt(data.length);
        request.write(data);
        request.writeInt(flags);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"0,ssh-rsa,SHA1withRSA", "2,rsa-sha2-256,SHA256withRSA", "4,rsa-sha2-512,SHA512withRSA"})
    void signsByTheHashThatIsAskedFor(int flags, String name, String algorithm) throws Exception {
        List<KeyPair> keys = KeyFile.read(rsa());
        SshAgent agent = new KeyAgent(keys);
        byte[] data = "data".getBytes(StandardCharsets.UTF_8);
        DataInputStream response =
                new DataInputStream(new ByteArrayInputStream(agent.answer(signRequest(blob(agent), data, flags))));
        assertThat(response.readByte()).isEqualTo((byte) 14);
        assertThat(response.readInt()).isEqualTo(response.available());
        assertThat(new String(response.readNBytes(response.readInt()), StandardCharsets.UTF_8))
                .isEqualTo(name);
        Signature check = Signature.getInstance(algorithm);
        check.initVerify(keys.get(0).getPublic());
        check.update(data);
        assertThat(check.verify(response.readNBytes(response.readInt()))).isTrue();
    }

    @Test
    void failsWhereItIsAskedForAnythingElse() throws Exception {
        SshAgent agent = new KeyAgent(KeyFile.read(rsa()));
        assertThat(agent.answer(new byte[] {})).isEqualTo(FAILURE);
        assertThat(agent.answer(new byte[] {19})).isEqualTo(FAILURE);
        assertThat(agent.answer(new byte[] {13})).isEqualTo(FAILURE);
        assertThat(agent.answer(new byte[] {13, 127, -1, -1, -1})).isEqualTo(FAILURE);
        assertThat(agent.answer(signRequest(new byte[] {1}, new byte[] {2}, 0))).isEqualTo(FAILURE);
    }

    @Test
    void refusesAnEncryptedKey() throws Exception {
        Path key = rsa("-N", "passphrase");
        assertThatThrownBy(() -> KeyFile.read(key))
                .isInstanceOf(IOException.class)
                .hasMessage("failed to parse " + key + ": ssh: this private key is passphrase protected; let an"
                        + " ssh-agent hold it and give that one's socket");
        Path old = folder.resolve("old");
        Files.copy(new OpenSsh(folder).key("pem", "-t", "rsa", "-m", "PEM", "-N", "passphrase"), old);
        assertThatThrownBy(() -> KeyFile.read(old)).hasMessageContaining("passphrase protected");
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "hello");
        assertThatThrownBy(() -> KeyFile.read(text))
                .isInstanceOf(IOException.class)
                .hasMessage("failed to parse " + text + ": ssh: no key found");
        Path large = Files.write(folder.resolve("large"), new byte[(100 << 10) + 1]);
        assertThatThrownBy(() -> KeyFile.read(large)).hasMessage("failed to parse " + large + ": ssh: no key found");
        Path broken = Files.writeString(
                folder.resolve("broken"), Files.readString(rsa()).replaceFirst("\n.{20}", "\nAAAAAAAAAAAAAAAAAAAA"));
        assertThatThrownBy(() -> KeyFile.read(broken))
                .isInstanceOf(IOException.class)
                .hasNoCause()
                .hasMessage("failed to parse " + broken + ": ssh: the private key is damaged or of a kind that is not"
                        + " supported; give one as ssh-keygen writes it, of type ed25519, ecdsa or rsa");
    }
}
