package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts are those that buildx 0.29 prints. */
class StepOptionsTest {
    private static StepOptions hosts(String... hosts) throws InvalidOptionException {
        return StepOptions.parse("", List.of(hosts), "", List.of(), "", List.of());
    }

    private static StepOptions ulimits(String... limits) throws InvalidOptionException {
        return StepOptions.parse("", List.of(), "", List.of(limits), "", List.of());
    }

    @Test
    void nothingGivenIsNothingSent() throws Exception {
        assertThat(StepOptions.parse("", List.of(), "", List.of(), "", List.of()))
                .isEqualTo(StepOptions.STANDARD)
                .isEqualTo(StepOptions.parse("default", List.of(), "", List.of(), "", List.of("")));
    }

    @Test
    void theHostNetworkAsksForItsEntitlement() throws Exception {
        StepOptions host = StepOptions.parse("host", List.of(), "", List.of(), "", List.of("network.host"));
        assertThat(host.network()).isEqualTo("host");
        assertThat(host.entitlements()).containsExactly("network.host");
        assertThat(StepOptions.parse("none", List.of(), "", List.of(), "", List.of())
                        .entitlements())
                .isEmpty();
    }

    @Test
    void refusesANetworkThatOnlyDockerKnows() {
        assertThatThrownBy(() -> StepOptions.parse("bridge", List.of(), "", List.of(), "", List.of()))
                .hasMessage("network mode \"bridge\" not supported by buildkit - you can define a custom network for"
                        + " your builder using the network driver-opt in buildx create");
    }

    @Test
    void readsHostsAsDockerDoes() throws Exception {
        assertThat(hosts("a:10.0.0.1", "b=10.0.0.2", "c:::1", "d=[::1]", "e:host-gateway", "f=1.2.3.4,[::2]")
                        .hosts())
                .containsExactly("a=10.0.0.1", "b=10.0.0.2", "c=::1", "d=::1", "e=host-gateway", "f=1.2.3.4", "f=::2");
        for (String invalid :
                List.of("a", "a:b", ":1.2.3.4", "a=", "[x", "a=1.2.3", "a=1.2.3.4,", "a=1.2.3.4,host-gateway")) {
            assertThatThrownBy(() -> hosts(invalid)).hasMessage("invalid host " + invalid);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "64m, 67108864",
        "1.5mib, 1572864",
        "2 GB, 2147483648",
        "1k, 1024",
        "5b, 5",
        "0.5k, 512",
        ".5k, 512",
        "5., 5",
        "1e3, 1000",
        "+5k, 5120",
        "1_000, 1000",
        "'5 ', 5"
    })
    void readsSizes(String written, long bytes) throws Exception {
        assertThat(StepOptions.parse("", List.of(), written, List.of(), "", List.of())
                        .shmSize())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|invalid size: 'x'",
                "-1|invalid size: '-1'",
                "12q|invalid suffix: 'q'",
                "1e99|it is too large",
                "1e999|invalid size: '1e999'",
                "9999999p|it is too large"
            })
    void refusesWhatIsNoSize(String written, String why) {
        assertThatThrownBy(() -> StepOptions.parse("", List.of(), written, List.of(), "", List.of()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("invalid argument \"" + written + "\" for \"--shm-size\" flag: " + why);
    }

    @Test
    void ofALimitGivenTwiceTheLastCounts() throws Exception {
        assertThat(ulimits("nproc=5", "nofile=1:2", "core=-1:-1", "nofile=3").ulimits())
                .containsExactly("core=-1:-1", "nofile=3:3", "nproc=5:5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nofile|invalid ulimit argument: nofile",
                "bogus=1|invalid ulimit type: bogus",
                "nofile=x|strconv.ParseInt: parsing \"x\": invalid syntax",
                "nofile=1:2:3|too many limit value arguments - 1:2:3, can only have up to two, `soft[:hard]`",
                "nofile=3:2|ulimit soft limit must be less than or equal to hard limit: 3 > 2",
                "nofile=-1:2|ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: 2"
            })
    void refusesWhatIsNoLimit(String written, String why) {
        assertThatThrownBy(() -> ulimits(written))
                .hasMessage("invalid argument \"" + written + "\" for \"--ulimit\" flag: " + why);
    }

    @Test
    void refusesAnUnknownEntitlement() throws Exception {
        assertThat(StepOptions.parse(
                                "", List.of(), "", List.of(), "", List.of("security.insecure", "device=nvidia.com/gpu"))
                        .entitlements())
                .containsExactly("security.insecure", "device=nvidia.com/gpu");
        for (String unknown : List.of("foo", "network.host=x", "buildx.local")) {
            assertThatThrownBy(() -> StepOptions.parse("", List.of(), "", List.of(), "", List.of(unknown)))
                    .hasMessage("unknown entitlement " + unknown);
        }
    }

    @Test
    void deletingInOutputsIsNoConcernOfTheDaemon() throws Exception {
        StepOptions options =
                StepOptions.parse("", List.of(), "", List.of(), "", List.of("buildx.local.delete", "network.host"));
        assertThat(options.localDelete()).isTrue();
        assertThat(options.entitlements()).containsExactly("network.host");
        assertThat(StepOptions.STANDARD.localDelete()).isFalse();
        assertThatThrownBy(() -> StepOptions.parse("", List.of(), "", List.of(), "", List.of("buildx.local.delete=a")))
                .hasMessage("buildx.local.delete does not accept a value");
    }
}
