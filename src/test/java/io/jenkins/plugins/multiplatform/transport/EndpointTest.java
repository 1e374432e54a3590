package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @Test
    void readsUnixSocketsAndTcp() throws Exception {
        assertThat(Endpoint.parse("unix:///var/run/docker.sock"))
                .isEqualTo(new Endpoint("/var/run/docker.sock", "", 0))
                .hasToString("unix:///var/run/docker.sock");
        assertThat(Endpoint.parse(" TCP://build.example:1234/ "))
                .isEqualTo(new Endpoint("", "build.example", 1234))
                .hasToString("tcp://build.example:1234");
        assertThat(Endpoint.parse("tcp://[::1]:2376"))
                .isEqualTo(new Endpoint("", "::1", 2376))
                .hasToString("tcp://[::1]:2376");
    }

    /** Which java.net.URI has no host for; whether it is known is for name servers to say. */
    @ParameterizedTest
    @CsvSource({"foo.1,5000", "127.1,5000", "my_host,1234", "build-2.0,1"})
    void readsNamesThatAUriHasNoHostFor(String host, int port) throws Exception {
        assertThat(Endpoint.parse("tcp://" + host + ":" + port))
                .isEqualTo(new Endpoint("", host, port))
                .hasToString("tcp://" + host + ":" + port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:1234 | it has no scheme. Use unix:///path/to/socket or tcp://host:port.",
                "'' | it has no scheme. Use unix:///path/to/socket or tcp://host:port.",
                "http://x:1 | \"http\" is unknown. Use unix:///path/to/socket or tcp://host:port.",
                "tcp://host | it names no port. A BuildKit usually listens on 1234, a Docker Engine on 2376 with TLS"
                        + " and on 2375 without.",
                "tcp://foo.1:65536 | it names no port. A BuildKit usually listens on 1234, a Docker Engine on 2376"
                        + " with TLS and on 2375 without.",
                "tcp://u@foo.1:1 | it names no host. Use tcp://host:port.",
                "tcp://:1234 | it names no host. Use tcp://host:port.",
                "tcp://host:1/x | nothing may follow the port.",
                "tcp://ho st:1 | it can't be read as tcp://host:port.",
                "unix://run/x.sock | the socket's path must be absolute: unix:///path/to/socket.",
                "ssh://me@host | nothing is reached over SSH from here. Make that machine a Jenkins agent, so that the"
                        + " build runs there, or let a BuildKit listen on it with TLS and use tcp://host:port."
            })
    void refusesWithTheCure(String address, String why) {
        assertThatThrownBy(() -> Endpoint.parse(address))
                .isInstanceOf(InvalidEndpointException.class)
                .hasMessage("Can't use the endpoint \"" + address + "\": " + why);
    }

    @Test
    void doesNotRepeatAPassword() {
        assertThatThrownBy(() -> Endpoint.parse("tcp://me:hunt@er2@host:1234"))
                .hasMessage("Can't use the endpoint \"tcp://host:1234\": it names no host. Use tcp://host:port.");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namedPipesAreForWindows() {
        assertThatThrownBy(() -> Endpoint.parse("npipe:////./pipe/docker_engine"))
                .isInstanceOf(InvalidEndpointException.class)
                .hasMessage(
                        "Can't use the endpoint \"npipe:////./pipe/docker_engine\": named pipes exist on Windows only,"
                                + " and this is " + System.getProperty("os.name")
                                + ". Use unix:///path/to/socket or tcp://host:port.");
    }

    @Test
    void usesTlsWhereThereIsMaterial() throws Exception {
        Endpoint endpoint = Endpoint.parse("tcp://h:1");
        assertThat(endpoint.buildKit(Optional.of(TlsMaterial.system())).describe())
                .isEqualTo("tcp://h:1 (TLS)");
        assertThat(endpoint.buildKit(Optional.empty()).describe()).isEqualTo("tcp://h:1");
        assertThat(endpoint.isTcp()).isTrue();
    }
}
