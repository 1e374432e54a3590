package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys under src/test/resources/transport were made for these tests by openssl, in the forms that it writes. */
class PemTest {
    private static String resource(String name) throws IOException {
        try (InputStream in = PemTest.class.getResourceAsStream("/transport/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @CsvSource({"rsa-pkcs1, RSA, SHA256withRSA", "ec-sec1, EC, SHA256withECDSA", "ed25519-pkcs8, EdDSA, Ed25519"})
    void readsKeysInEachFormThatOpensslWrites(String name, String algorithm, String signature) throws Exception {
        PrivateKey key = Pem.privateKey(resource(name + ".pem"));
        assertThat(key.getAlgorithm()).isEqualTo(algorithm);
        Signature signer = Signature.getInstance(signature);
        signer.initSign(key);
        signer.update((byte) 1);
        byte[] signed = signer.sign();
        signer.initVerify(publicKey(resource(name + ".pub"), algorithm));
        signer.update((byte) 1);
        assertThat(signer.verify(signed)).isTrue();
    }

    private static PublicKey publicKey(String pem, String algorithm) throws Exception {
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-encrypted.pem", "ec-encrypted.pem"})
    void refusesEncryptedKeysWithTheCure(String name) {
        assertThatThrownBy(() -> Pem.privateKey(resource(name)))
                .isInstanceOf(TransportException.class)
                .hasMessage("Tried to read the client key, but it is encrypted."
                        + " Give it without a passphrase: openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void saysWhichLabelsItLooksFor() {
        assertThatThrownBy(() -> Pem.privateKey("hunter2"))
                .hasMessage("Tried to read the client key, but found no \"BEGIN PRIVATE KEY\","
                        + " \"BEGIN RSA PRIVATE KEY\" or \"BEGIN EC PRIVATE KEY\" in it.");
    }

    @Test
    void neverShowsABrokenKey() throws Exception {
        String pem = resource("ec-sec1.pem");
        String middle = pem.split("\n")[5].substring(0, 20);
        for (String broken : new String[] {
            pem.replace(middle, ""),
            pem.replace(middle, "????"),
            pem.replace("MHcCAQEE", "MHcCAQEF"),
            pem.replace("EC PRIVATE", "PRIVATE"),
            pem.replace("EC PRIVATE", "RSA PRIVATE"),
            pem.replace("EC PRIVATE", "DSA PRIVATE")
        }) {
            assertThatThrownBy(() -> Pem.privateKey(broken))
                    .isInstanceOf(TransportException.class)
                    .satisfies(
                            failure -> assertThat(trace(failure)).doesNotContain(pem.split("\n")[4].substring(8, 30)));
        }
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void refusesCertificatesThatAreNone() {
        assertThatThrownBy(() -> Pem.certificates("nothing", "the client certificate"))
                .hasMessage("Tried to read the client certificate, but found no \"BEGIN CERTIFICATE\" in it.");
        assertThatThrownBy(() -> Pem.certificates(
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "the client certificate"))
                .hasMessage("Tried to read the client certificate, but it holds a broken certificate.");
    }
}
