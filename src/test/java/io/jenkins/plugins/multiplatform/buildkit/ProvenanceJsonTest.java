package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("provenance in buildx's form")
class ProvenanceJsonTest {
    private static final String V1 = "https://slsa.dev/provenance/v1";
    private static final String V02 = "https://slsa.dev/provenance/v0.2";

    @Test
    void theNewerFormBecomesTheOlderOne() {
        String newer = """
            {"buildDefinition": {
              "buildType": "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md",
              "externalParameters": {
                "configSource": {"uri": "git://a/b", "digest": {"sha1": "1"}, "path": "Dockerfile"},
                "request": {"frontend": "dockerfile.v0", "locals": [{"name": "context"}]}},
              "internalParameters": {"builderPlatform": "linux/amd64", "dockerfileVersion": "1.26.0", "team": "a",
                "buildConfig": {"llbDefinition": []}},
              "resolvedDependencies": [{"uri": "pkg:docker/alpine", "digest": {"sha256": "2"}, "name": "x"}]},
             "runDetails": {"builder": {"id": "https://ci"}, "metadata": {"invocationId": "x"}}}
            """;
        assertThat(JsonParser.parseString(ProvenanceJson.minimal(newer, V1))).isEqualTo(JsonParser.parseString("""
            {"builder": {"id": "https://ci"}, "buildType": "https://mobyproject.org/buildkit@v1",
             "materials": [{"uri": "pkg:docker/alpine", "digest": {"sha256": "2"}}],
             "invocation": {
              "configSource": {"uri": "git://a/b", "digest": {"sha1": "1"}, "entryPoint": "Dockerfile"},
              "parameters": {"frontend": "dockerfile.v0", "locals": [{"name": "context"}]},
              "environment": {"platform": "linux/amd64", "dockerfileVersion": "1.26.0", "team": "a"}}}
            """));
    }

    @Test
    void ofTheOlderFormTheStepsAndTimesAreLeftOut() {
        assertThat(ProvenanceJson.minimal(
                        "{\"builder\":{\"id\":\"\"},\"buildConfig\":{\"a\":1},\"metadata\":{\"b\":2}}", V02))
                .isEqualTo("{\"builder\":{\"id\":\"\"}}");
    }

    @Test
    void whatADaemonDoesNotSayIsLeftOut() {
        assertThat(ProvenanceJson.minimal("{}", V1))
                .isEqualTo("{\"builder\":{\"id\":\"\"},\"buildType\":\"https://mobyproject.org/buildkit@v1\","
                        + "\"invocation\":{\"configSource\":{},\"parameters\":{},\"environment\":{}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{\"buildDefinition\": 1}",
                "{\"buildDefinition\": {\"resolvedDependencies\": {}}}",
                "{\"buildDefinition\": {\"resolvedDependencies\": [1]}}",
                "{\"runDetails\": {\"builder\": {\"id\": {}}}}",
                "{\"runDetails\": {\"builder\": {\"id\": null}}}"
            })
    void whatIsNoneIsRefused(String document) {
        assertThatThrownBy(() -> ProvenanceJson.minimal(document, V1)).isInstanceOf(JsonParseException.class);
    }
}
