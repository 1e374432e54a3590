package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a cache is whole if its last steps have their results")
class CacheRecordsTest {
    /** As BuildKit 0.32.2 writes FROM, RUN, COPY, RUN: the base image, the context, and three steps. */
    private static final String WHOLE = """
        {"layers": [{"blob": "sha256:1"}],
         "records": [
          {"digest": "sha256:context"},
          {"digest": "sha256:base"},
          {"layers": [{"layer": 1}], "digest": "sha256:run", "inputs": [[{"link": 1}]]},
          {"layers": [{"layer": 2}], "digest": "sha256:copy", "inputs": [[{"link": 2}], [{"link": 0}]]},
          {"layers": [{"layer": 3}], "digest": "sha256:run2", "inputs": [[{"link": 3}]]}]}
        """;

    @Test
    void allStepsHaveTheirResults() {
        assertThat(CacheRecords.ofConfig(WHOLE).areWhole()).isTrue();
    }

    @Test
    void stepsInTheMiddleNeedNone() {
        assertThat(CacheRecords.ofConfig(WHOLE.replace("\"layers\": [{\"layer\": 2}], ", ""))
                        .areWhole())
                .isTrue();
    }

    @Test
    void theLastOneNeedsIts() {
        assertThat(CacheRecords.ofConfig(WHOLE.replace("\"layers\": [{\"layer\": 2}], ", "")
                                .replace("\"layers\": [{\"layer\": 3}], ", ""))
                        .areWhole())
                .isFalse();
    }

    @Test
    void aBaseImageThatNothingIsMadeOfNeedsNone() {
        assertThat(CacheRecords.ofConfig(WHOLE.replace("\"records\": [", "\"records\": [{\"digest\": \"sha256:x\"},")
                                .replaceAll("\"link\": 3", "\"link\": 4")
                                .replaceAll("\"link\": 2", "\"link\": 3")
                                .replaceAll("\"link\": 1", "\"link\": 2")
                                .replaceAll("\"link\": 0", "\"link\": 1"))
                        .areWhole())
                .isTrue();
    }

    @Test
    void anImagesLayersMayBeAChain() {
        assertThat(CacheRecords.ofImage("""
            [{"digest": "sha256:base"},
             {"chains": [{"layers": [0, 2]}], "digest": "sha256:run", "inputs": [[{"link": 0}]]}]
            """).areWhole()).isTrue();
        assertThat(CacheRecords.ofImage("[]").areWhole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"records\": [1]}",
                "{\"records\": [{\"inputs\": [[{\"link\": -1}]]}]}",
                "{\"records\": [{\"inputs\": [[{\"link\": \"a\"}]]}]}",
                "{\"records\": [{\"inputs\": [{}]}]}",
                "{\"records\": [{\"inputs\": [[{}]]}]}",
                "{\"records\": [{\"inputs\": [[{\"link\": null}]]}]}"
            })
    void whatIsNoCacheIsRefused(String config) {
        assertThatThrownBy(() -> CacheRecords.ofConfig(config).areWhole()).isInstanceOf(JsonParseException.class);
    }

    @Test
    void linksBeyondTheEndLeadNowhere() {
        assertThat(CacheRecords.ofConfig("{\"records\": [{\"inputs\": [[{\"link\": 2147483647}]], \"layers\": []}]}")
                        .areWhole())
                .isTrue();
    }
}
