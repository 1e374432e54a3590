package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SchemeChooserTest {
    private static String choose(RegistrySettings settings, String host) throws InterruptedException {
        return new SchemeChooser(settings, new HttpSender(settings)).choose(host);
    }

    @Test
    void anyOtherHostIsSpokenToWithTlsUnasked() throws Exception {
        assertThat(choose(RegistrySettings.standard(), "registry.invalid:5000")).isEqualTo("https");
        assertThat(choose(RegistrySettings.standard(), "127.0.0.1.nip.invalid")).isEqualTo("https");
    }

    @Test
    void aHostWrittenWithHttpIsTakenAtItsWord() throws Exception {
        RegistrySettings settings = RegistrySettings.standard().withPlainHttp("registry.invalid:5000");
        assertThat(choose(settings, "registry.invalid:5000")).isEqualTo("http");
        assertThat(choose(settings, "registry.invalid")).isEqualTo("https");
    }

    @Test
    @NeedsTestBed
    void asksLoopbackHostsWhatTheySpeak(TestBed bed) throws Exception {
        assertThat(choose(RegistrySettings.standard(), bed.get("registry.plain")))
                .isEqualTo("http");
        assertThat(choose(RegistrySettings.standard(), bed.get("registry.plain").replace("127.0.0.1", "localhost")))
                .isEqualTo("http");
        RegistrySettings trusting = new BedRegistries(bed).settings();
        assertThat(choose(trusting, bed.get("registry.tls"))).isEqualTo("https");
    }

    @Test
    @NeedsTestBed
    void aCertificateThatIsNotTrustedIsNoReasonForPlainText(TestBed bed) throws Exception {
        assertThat(choose(RegistrySettings.standard(), bed.get("registry.tls"))).isEqualTo("https");
    }

    @Test
    void aPortWhereNobodyListensStaysWithTls() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(choose(RegistrySettings.standard(), "127.0.0.1:" + port)).isEqualTo("https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.255.3.4", "[::1]", "::1"})
    void knowsLoopbackByItsName(String host) {
        assertThat(Hosts.isLoopback(host)).isTrue();
        assertThat(Hosts.isLoopback(host + ".example")).isFalse();
    }

    @Test
    void tellsAFileWithoutCertificates(@TempDir Path folder) throws Exception {
        Path empty = Files.createFile(folder.resolve("ca.pem"));
        assertThatThrownBy(() -> TrustedCertificates.fromPem(empty))
                .isInstanceOf(RegistryException.class)
                .hasMessage("Cannot read certificates from " + empty + ": there is none in PEM form");
        Path noise = Files.writeString(folder.resolve("noise.pem"), "-----BEGIN CERTIFICATE-----\nxx\n");
        assertThatThrownBy(() -> TrustedCertificates.fromPem(noise))
                .hasMessageStartingWith("Cannot read certificates from " + noise + ": ");
        assertThatThrownBy(() -> TrustedCertificates.fromPem(folder.resolve("missing")))
                .hasMessageStartingWith("Cannot read certificates from " + folder.resolve("missing") + ": ");
    }
}
