package io.jenkins.plugins.multiplatform.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BuildArgumentNamesTest {
    @Test
    void knowsTheAutomaticOnes() {
        assertThat(BuildArgumentNames.automatic(List.of("X", "TARGETOS", "targetarch", "BUILDPLATFORM")))
                .containsExactly("BUILDPLATFORM", "TARGETOS");
    }

    @Test
    void knowsWordsNotPartsOfWords() {
        assertThat(BuildArgumentNames.secret(
                        List.of("NPM_TOKEN", "token", "DB_PASSWORD_FILE", "MONKEY", "AUTHOR", "PUBLIC_KEY", "apikey")))
                .containsExactly("DB_PASSWORD_FILE", "NPM_TOKEN", "apikey", "token");
    }
}
