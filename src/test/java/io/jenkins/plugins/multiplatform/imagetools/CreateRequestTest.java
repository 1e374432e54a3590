package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a request before any registry is asked. */
class CreateRequestTest {
    private static final String DIGEST = "sha256:8af856c68ab1c6b9d1225dbe45f0623e40d1bfec459a4dee06005d74b7b44caf";

    @Test
    void namesTheRegistriesOfItsTags() throws Exception {
        CreateRequest request =
                CreateRequest.of(List.of("ghcr.io/a/b"), List.of("example.com/a:1", "c/d", "example.com/a:2"));
        assertThat(request.hosts()).containsExactly("example.com", "docker.io");
    }

    @Test
    void namesTheRegistriesOfItsSourcesWhereThereAreNoTags() throws Exception {
        CreateRequest request =
                CreateRequest.of(List.of("ghcr.io/a/b", DIGEST), List.of()).withDryRun(true);
        assertThat(request.hosts()).containsExactly("ghcr.io");
    }

    @Test
    void isRefusedWithoutARegistryBeingAsked() {
        assertRefused(CreateRequest.of(List.of(), List.of("a:1")), "no sources specified");
        assertRefused(
                CreateRequest.of(List.of("a"), List.of()),
                "can't push with no tags specified, please set --tag or --dry-run");
        assertRefused(
                CreateRequest.of(List.of("a"), List.of("b:1")).withPlatforms(List.of("toaster")),
                "invalid platform \"toaster\": \"toaster\": unknown operating system or architecture: invalid argument");
        assertRefused(
                CreateRequest.of(List.of("a"), List.of("b:1")).withAnnotations(List.of("a=b")),
                "\"\" annotations are not supported yet");
    }

    private static void assertRefused(CreateRequest request, String message) {
        assertThatThrownBy(request::check)
                .isInstanceOf(ImageToolsException.class)
                .hasMessage(message);
        assertThatThrownBy(request::hosts)
                .isInstanceOf(ImageToolsException.class)
                .hasMessage(message);
    }
}
