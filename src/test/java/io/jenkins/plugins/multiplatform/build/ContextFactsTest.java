package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.registry.RegistrySettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("what daemons are told of a context")
class ContextFactsTest {
    private static final String PINNED = "https://127.0.0.1:9/a.git#c1cba3b4ac79f280018cf031a326aa487a4cd708";

    @ParameterizedTest
    @CsvSource({"'',Dockerfile", "sub/My.Dockerfile,sub/My.Dockerfile"})
    void theDockerfileOfARemoteContextIsNamedAsByBuildx(String given, String told) throws Exception {
        ContextFacts facts =
                ContextFacts.read(BuildInput.of(PINNED).withDockerfile(given), RegistrySettings.standard());
        assertThat(facts.attributes())
                .as("provenance names it as path of its source")
                .containsEntry("filename", told);
    }
}
