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
    void knowsThoseThatAServerDecides() {
        assertThat(BuildArgumentNames.reserved(List.of(
                        "BUILDKIT_CACHE_MOUNT_NS",
                        "BUILDKIT_ATTEST_PROVENANCE",
                        "BUILDKIT_ATTEST_SBOM",
                        "BUILDKIT_SYNTAX",
                        "BUILDKIT_CONTEXT_KEEP_GIT_DIR",
                        "BUILDKIT_MULTI_PLATFORM",
                        "BUILDKIT_SANDBOX_HOSTNAME",
                        "BUILDKIT_INLINE_CACHE",
                        "SOURCE_DATE_EPOCH",
                        "buildkit_cache_mount_ns")))
                .containsExactly("BUILDKIT_ATTEST_PROVENANCE", "BUILDKIT_ATTEST_SBOM", "BUILDKIT_CACHE_MOUNT_NS");
    }

    @Test
    void knowsWordsNotPartsOfWords() {
        assertThat(BuildArgumentNames.secret(
                        List.of("NPM_TOKEN", "token", "DB_PASSWORD_FILE", "MONKEY", "AUTHOR", "PUBLIC_KEY", "apikey")))
                .containsExactly("DB_PASSWORD_FILE", "NPM_TOKEN", "apikey", "token");
    }
}
