package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.multiplatform.image.MediaTypes;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a registry sends to rewrite the terminal or the log that shows it. */
@Timeout(60)
class HostileTextTest {
    private static final String EVIL = "\u001b]0;owned\u0007\u009b2J\u202e";
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private String failure() throws Exception {
        RegistrySettings settings = RegistrySettings.standard().withPlainHttp(server.host());
        RegistryClient client = new RegistryClient(settings, host -> Optional.empty(), new FakeTicker());
        Reference image = Reference.parseNormalized(server.host() + "/app:1");
        RegistryException failure = catchThrowableOfType(RegistryException.class, () -> client.getManifest(image));
        assertThat(failure.getMessage()).startsWith("Tried to get manifest 1 from " + server.host() + "/app");
        return failure.getMessage();
    }

    private static void assertHarmless(String text) {
        assertThat(text.codePoints().filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                .isEmpty();
    }

    @Test
    void inAStatusLine() throws Exception {
        for (int i = 0; i < 10; i++) {
            server.raw("2" + EVIL + "00 OK", "");
        }
        String text = failure();
        assertThat(text).contains("]0;owned");
        assertHarmless(text);
    }

    @Test
    void inAnError() throws Exception {
        server.answer(
                "400 Bad Request",
                "{\"errors\":[{\"code\":\"X" + EVIL.replace("\u001b", "\\u001b").replace("\u0007", "\\u0007")
                        + "\",\"message\":\"\\u009b31mno\"}]}");
        String text = failure();
        assertThat(text).contains("31mno (X ]0;owned 2J");
        assertHarmless(text);
    }

    @Test
    void inAPage() throws Exception {
        server.answer("403 Forbidden", "no" + EVIL);
        assertHarmless(failure());
    }

    @Test
    void inAFieldOfADocument() throws Exception {
        server.answer(
                "200 OK\nContent-Type: " + MediaTypes.OCI_INDEX + "\nDocker-Content-Digest: sha256:" + "\u009b2J",
                "{}");
        assertHarmless(failure());
    }
}
