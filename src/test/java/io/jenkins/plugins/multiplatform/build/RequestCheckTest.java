package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("requests that are wrong in themselves")
class RequestCheckTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aFrontendWithoutANameIsRefusedAsByBuildx(String syntax) {
        BuildInput input = BuildInput.of(".").withBuildArgs(Map.of("BUILDKIT_SYNTAX", syntax));
        assertThatThrownBy(() -> RequestCheck.notes(input))
                .isInstanceOf(PlanException.class)
                .hasMessage(
                        "empty BUILDKIT_SYNTAX build-arg is invalid, use --build-arg BUILDKIT_SYNTAX without '=' for"
                                + " optional behavior");
    }

    @Test
    void aFrontendIsABuildArgumentAsOthers() throws Exception {
        BuildInput input = BuildInput.of(".").withBuildArgs(Map.of("BUILDKIT_SYNTAX", "docker/dockerfile:1"));
        assertThat(RequestCheck.notes(input)).isEmpty();
    }
}
