package io.jenkins.plugins.multiplatform.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void isTheSha256OfContent() {
        Digest digest = Digest.of(new byte[0]);

        assertThat(digest).hasToString("sha256:" + EMPTY);
        assertThat(digest.matches(new byte[0])).isTrue();
        assertThat(digest.matches(new byte[1])).isFalse();
    }

    @Test
    void checksContentPieceByPieceByItsOwnAlgorithm() throws Exception {
        byte[] content = "hello".getBytes(StandardCharsets.UTF_8);
        Digest digest =
                Digest.parse("sha512:9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c1"
                        + "1d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043");
        MessageDigest hash = digest.newMessageDigest();
        for (byte piece : content) {
            hash.update(piece);
        }

        assertThat(digest.isHash(hash.digest())).isTrue();
        assertThat(Digest.ofSha256(Digest.newSha256().digest(content))).isEqualTo(Digest.of(content));
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid checksum digest format",
        "sha256, invalid checksum digest format",
        "sha256:, invalid checksum digest format",
        ":abc, invalid checksum digest format",
        "sha256:abc, invalid checksum digest length",
        "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855, invalid checksum digest format",
        "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, invalid checksum digest length",
        "md5:d41d8cd98f00b204e9800998ecf8427e, unsupported digest algorithm",
        "sha256+b64:abc, unsupported digest algorithm",
        "SHA256:abc, invalid checksum digest format",
        "sha256:../../etc/passwd, invalid checksum digest length",
        "x:../../etc/passwd, invalid checksum digest format",
    })
    void refusesInTheWordsOfGo(String text, String message) {
        assertThatThrownBy(() -> Digest.parse(text))
                .isInstanceOf(InvalidReferenceException.class)
                .hasMessage(message);
    }

    @Test
    void cannotBeMadeAroundItsGrammar() {
        assertThatThrownBy(() -> new Digest("sha256", "../x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid checksum digest length");
    }
}
