package io.jenkins.plugins.multiplatform.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DriversTest {
    @TempDir
    private Path folder;

    @Test
    void refusesADriverThatItDoesNotHave() {
        assertThatThrownBy(() -> Drivers.of("kubernetes", "unix:///a", Map.of()))
                .isInstanceOf(DriverException.class)
                .hasMessage("failed to find driver \"kubernetes\"; this version has: docker, remote");
    }

    @ParameterizedTest
    @CsvSource({
        "docker, network, host, invalid driver option network for docker driver",
        "remote, network, host, invalid driver option network for remote driver",
        "remote, cacert, ca.pem, non-absolute path 'ca.pem' provided for cacert",
        "remote, cert, /c.pem, 'tls enabled, but missing keys key: a client certificate needs both'",
        "remote, key, /k.pem, 'tls enabled, but missing keys cert: a client certificate needs both'"
    })
    void refusesOptionsThatDoNotFit(String driver, String option, String value, String message) {
        assertThatThrownBy(() -> Drivers.of(driver, "tcp://h:1", Map.of(option, value)))
                .isInstanceOf(DriverException.class)
                .hasMessage(message);
    }

    @Test
    void namesAnEndpointThatIsNone() {
        assertThatThrownBy(() -> Drivers.of("docker", "nonsense", Map.of()))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("nonsense")
                .hasMessageEndingWith("it has no scheme. Use unix:///path/to/socket or tcp://host:port.");
    }

    @Test
    void saysTheSameOfAnEngineThatABuildAsks() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        for (String address : List.of("unix://" + folder.resolve("no.sock"), "tcp://127.0.0.1:" + port)) {
            Driver driver = Drivers.of("docker", address, Map.of());
            String inspected =
                    catchThrowableOfType(DriverException.class, driver::inspect).getMessage();
            assertThatThrownBy(driver::probe)
                    .isInstanceOf(DriverException.class)
                    .hasMessage(inspected);
        }
    }

    @ParameterizedTest
    @NeedsTestBed
    @CsvSource({"docker, engine.a.socket", "docker, engine.c.socket", "remote, relay.a.unix"})
    void tellsABuildTheSamePlatformsAsPeople(String name, String key, TestBed bed) throws Exception {
        Driver driver = Drivers.of(name, "unix://" + bed.get(key), Map.of());
        NodeInfo inspected = driver.inspect();
        NodeInfo probed = driver.probe();
        assertThat(probed.nativePlatform()).isEqualTo(inspected.nativePlatform());
        assertThat(probed.platforms()).isEqualTo(inspected.platforms());
        assertThat(probed.pushesByDigest()).isEqualTo(inspected.pushesByDigest());
        assertThat(probed.id()).isNotEmpty();
    }

    @Test
    void saysWhatToDoAboutAnEngineThatIsNotThere() {
        String address = "unix://" + folder.resolve("no.sock");
        assertThatThrownBy(() -> Drivers.of("docker", address, Map.of()).inspect())
                .isInstanceOf(DriverException.class)
                .hasMessage("Cannot connect to the Docker Engine at " + address
                        + ": No such file or directory. Is it running, and may this user open its socket?");
    }

    @Test
    void saysWhatToDoAboutABuildKitThatIsNotThere() {
        String address = "unix://" + folder.resolve("no.sock");
        assertThatThrownBy(() -> Drivers.of("remote", address, Map.of()).inspect())
                .isInstanceOf(DriverException.class)
                .hasMessage("failed to list workers of BuildKit at " + address + ": Tried to connect to " + address
                        + ", but No such file or directory. Is the daemon running, and does it listen on this path?");
    }

    @ParameterizedTest
    @CsvSource({
        "docker, 'Cannot connect to the Docker Engine at %1$s: Connection refused. Is it running, and does it listen"
                + " on this port?'",
        "remote, 'failed to list workers of BuildKit at %1$s: Tried to connect to %1$s, but Connection refused.'"
    })
    void namesAPortWhereNobodyListens(String driver, String message) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String address = "tcp://127.0.0.1:" + port;
        assertThatThrownBy(() -> Drivers.of(driver, address, Map.of()).inspect())
                .isInstanceOf(DriverException.class)
                .hasMessage(message.formatted(address));
    }

    @Test
    @NeedsTestBed
    void aRegistryIsNoEngine(TestBed bed) {
        String address = "tcp://" + bed.get("registry.plain");
        assertThatThrownBy(() -> Drivers.of("docker", address, Map.of()).inspect())
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith("Docker Engine at " + address + " refused to tell what it is: Status 404: ");
        assertThatThrownBy(() -> Drivers.of("remote", address, Map.of()).inspect())
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith("failed to list workers of BuildKit at " + address + ": ");
    }

    @Test
    @NeedsTestBed
    void theClassicStoreCannotPushByDigest(TestBed bed) throws Exception {
        NodeInfo info = Drivers.of("docker", "unix://" + bed.get("engine.c.socket"), Map.of())
                .inspect();
        assertThat(info.pushesByDigest()).isFalse();
        assertThat(info.id()).isEqualTo(bed.get("engine.c.id"));
    }

    @Test
    @NeedsTestBed
    void printsNothing(TestBed bed) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capture);
        System.setErr(capture);
        try {
            Drivers.of("docker", "unix://" + bed.get("engine.a.socket"), Map.of())
                    .inspect();
            assertThatThrownBy(() -> Drivers.of("docker", "unix:///nowhere.sock", Map.of())
                            .inspect())
                    .isInstanceOf(DriverException.class);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
