package io.jenkins.plugins.multiplatform.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.BuildkitClient;
import io.jenkins.plugins.multiplatform.buildkit.ExporterSpec;
import io.jenkins.plugins.multiplatform.buildkit.SessionSolve;
import io.jenkins.plugins.multiplatform.buildkit.SolveResult;
import io.jenkins.plugins.multiplatform.platform.Platform;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One engine, reached by each way there is to a BuildKit. */
@NeedsTestBed
@Timeout(60)
class TransportsTest {
    private TestBed bed;

    @BeforeEach
    void remember(TestBed testBed) {
        bed = testBed;
    }

    private Driver driver(String way) throws DriverException {
        return switch (way) {
            case "engine" -> Drivers.of("docker", "unix://" + bed.get("engine.a.socket"), Map.of());
            case "unix" -> Drivers.of("remote", "unix://" + bed.get("relay.a.unix"), Map.of());
            case "tcp" -> Drivers.of("remote", "tcp://" + bed.get("relay.a.tcp"), Map.of());
            default -> Drivers.of("remote", tls(), material());
        };
    }

    private String tls() {
        return "tcp://" + bed.get("relay.a.tls");
    }

    private Map<String, String> material() {
        return Map.of(
                "cacert", bed.get("relay.tls.ca"), "cert", bed.get("relay.tls.cert"), "key", bed.get("relay.tls.key"));
    }

    private Map<String, String> materialWith(String option, String value) {
        Map<String, String> options = new HashMap<>(material());
        options.put(option, value);
        return options;
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "unix", "tcp", "tls"})
    void asksWhatTheNodeIs(String way) throws Exception {
        NodeInfo info = driver(way).inspect();
        assertThat(info.id()).isNotBlank();
        assertThat(info.version()).isNotBlank();
        assertThat(info.nativePlatform()).isEqualTo(Platform.of("linux", "amd64"));
        assertThat(info.platforms()).startsWith(Platform.of("linux", "amd64")).contains(Platform.of("linux", "arm64"));
        assertThat(info.pushesByDigest()).isTrue();
        if (way.equals("engine")) {
            assertThat(info.id()).isEqualTo(bed.get("engine.a.id"));
            assertThat(info.version()).isEqualTo(bed.get("engine.a.version"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "unix", "tcp", "tls"})
    void buildsAndPushesByDigest(String way) throws Exception {
        String repository = bed.get("registry.plain") + "/transports/" + UUID.randomUUID();
        try (BuildkitClient client = driver(way).connect()) {
            SolveResult result = SessionSolve.ofDockerfile(
                            client, "FROM scratch", "COPY Dockerfile /" + UUID.randomUUID())
                    .run(ExporterSpec.pushByDigest(repository));
            assertThat(result.imageDigest())
                    .hasValueSatisfying(digest -> assertThat(digest).matches("sha256:[0-9a-f]{64}"));
            assertThat(result.imageDescriptor()).isPresent();
        }
    }

    @Test
    void refusesADaemonWhoseAuthorityIsAnother() throws Exception {
        Driver driver = Drivers.of("remote", tls(), materialWith("cacert", bed.get("relay.tls.cert")));
        assertThatThrownBy(driver::inspect)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining(tls())
                .hasMessageContaining(
                        "Its certificate isn't signed by an authority that is trusted here: give the right CA"
                                + " certificate.");
    }

    /** TLS 1.3 refuses after the handshake: whether the reason or only the hang-up is seen first is chance. */
    @RepeatedTest(5)
    void aDaemonThatWantsAClientCertificateSaysSo() throws Exception {
        Driver driver = Drivers.of("remote", tls(), Map.of("cacert", bed.get("relay.tls.ca")));
        assertThatThrownBy(driver::inspect)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining(tls())
                .hasMessageContaining("client certificate");
    }

    @Test
    void plainTextToATlsPortFailsAndNamesTheAddress() throws Exception {
        Driver driver = Drivers.of("remote", tls(), Map.of());
        assertThatThrownBy(driver::inspect)
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith("failed to list workers of BuildKit at " + tls() + ": ");
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        Driver driver = Drivers.of("remote", tls(), materialWith("servername", "other.example"));
        assertThatThrownBy(driver::inspect)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("Its certificate is for another name: dial that name, or set the server name.");
    }

    @Test
    void namesTheFileThatItCannotRead() throws Exception {
        Driver driver = Drivers.of("remote", tls(), materialWith("key", "/nowhere/key.pem"));
        assertThatThrownBy(driver::connect)
                .isInstanceOf(DriverException.class)
                .hasMessage("failed to read the TLS material of a remote driver: Tried to read the PEM file"
                        + " /nowhere/key.pem, but got java.nio.file.NoSuchFileException: /nowhere/key.pem");
    }
}
