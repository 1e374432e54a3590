package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttestationsTest {
    private static Attestations parse(String provenance, String sbom, String... attests) throws InvalidOptionException {
        return Attestations.parse(List.of(attests), provenance, sbom, "");
    }

    @Test
    void withoutAWordLittleIsRecorded() throws Exception {
        assertThat(parse("", "")).isEqualTo(Attestations.STANDARD);
        assertThat(parse("", "", "type=sbom").requests())
                .isEqualTo(Map.of("provenance", "mode=min,inline-only=true", "sbom", "type=sbom"));
        assertThat(Attestations.STANDARD.publishesBuildArguments()).isFalse();
    }

    @Test
    void theVariableTurnsOffWhatNobodyAskedFor() throws Exception {
        assertThat(Attestations.parse(List.of(), "", "", "1")).isEqualTo(Attestations.NONE);
        assertThat(Attestations.parse(List.of(), "", "", "false")).isEqualTo(Attestations.STANDARD);
        assertThat(Attestations.parse(List.of(), "mode=max", "", "true").requests())
                .isEqualTo(Map.of("provenance", "type=provenance,mode=max"));
        assertThatThrownBy(() -> Attestations.parse(List.of(), "", "", "yes"))
                .hasMessage("invalid BUILDX_NO_DEFAULT_ATTESTATIONS: strconv.ParseBool: parsing \"yes\": invalid"
                        + " syntax");
    }

    @Test
    void shorthandsAreAttestationsToo() throws Exception {
        assertThat(parse("false", "")).isEqualTo(Attestations.NONE);
        assertThat(parse("true", "generator=example.com/scanner:1").requests())
                .isEqualTo(
                        Map.of("provenance", "type=provenance", "sbom", "type=sbom,generator=example.com/scanner:1"));
        assertThat(parse("true", "").publishesBuildArguments()).isTrue();
        assertThat(parse("mode=min", "").publishesBuildArguments()).isFalse();
        assertThat(parse("mode=max,\"builder-id=x,mode=min,y\"", "").publishesBuildArguments())
                .isTrue();
    }

    @Test
    void ofOneTypeTheFirstCounts() throws Exception {
        assertThat(parse("mode=max", "", "type=provenance,disabled=true")).isEqualTo(Attestations.NONE);
    }

    @Test
    void namesTheScannerThatWillBePulled() throws Exception {
        assertThat(parse("", "").scanner()).isEmpty();
        assertThat(parse("", "true").scanner()).contains("docker/buildkit-syft-scanner:stable-1");
        assertThat(parse("", "generator=example.com/scanner:1").scanner()).contains("example.com/scanner:1");
    }

    @Test
    void refusesWhatIsNone() {
        assertThatThrownBy(() -> parse("", "", "x")).hasMessage("invalid value x");
        assertThatThrownBy(() -> parse("", "", "a=b")).hasMessage("attestation type not specified");
        assertThatThrownBy(() -> parse("", "", "type=foo")).hasMessage("unknown attestation type \"foo\"");
        assertThatThrownBy(() -> parse("", "", "type=sbom,disabled=perhaps"))
                .hasMessage("invalid value disabled=perhaps: strconv.ParseBool: parsing \"perhaps\": invalid syntax");
    }
}
