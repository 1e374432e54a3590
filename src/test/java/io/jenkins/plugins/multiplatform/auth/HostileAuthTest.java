package io.jenkins.plugins.multiplatform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.hostile.Hostile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever registries, token servers and files say: a value, or our own exception. The seed is in the test's name. */
@Timeout(60)
class HostileAuthTest {
    private static final List<String> CHALLENGE = List.of(
            "Bearer",
            "Basic",
            "Negotiate",
            " ",
            ",",
            "=",
            "\"",
            "realm",
            "service",
            "scope",
            "https://t.io/token",
            "repository:a/b:pull,push",
            "\\\"",
            "error",
            "insufficient_scope",
            "a=b",
            "realm=\"x\"",
            "\t");
    private static final String CONFIG = "{\"auths\":{\"r.io\":{\"auth\":\"Ym9iOmNhbmFyeQ==\",\"email\":\"\"},"
            + "\"https://index.docker.io/v1/\":{\"identitytoken\":\"canary\"},\"x\":{\"username\":\"u\",\"password\":\"canary\"}},"
            + "\"credHelpers\":{\"other.io\":\"nothing\"},\"HttpHeaders\":{\"User-Agent\":\"a\"}}";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsChallengesOutOfAnything(long seed) {
        Hostile hostile = new Hostile(seed);
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            String line = hostile.text(CHALLENGE, 12);
            for (Challenge challenge : Challenge.parse(List.of(line))) {
                read++;
                assertThat(challenge.scheme()).as(line).matches("[a-z0-9+._-]+");
                try {
                    TokenRequest request = TokenRequest.of(challenge, List.of(), false);
                    assertThat(request.describe()).as(line).doesNotContain("?", "\n");
                } catch (TokenException e) {
                    assertThat(e.getMessage()).as(line).doesNotContain("\n", "\u001b");
                }
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsADamagedConfigurationOrTellsItsFile(long seed) throws Exception {
        Hostile hostile = new Hostile(seed);
        Path file = folder.resolve("config.json");
        DockerConfigFile config = new DockerConfigFile(file, Map.of("PATH", folder.toString()));
        int read = 0;
        for (int i = 0; i < 1_000; i++) {
            Files.write(file, hostile.damaged(CONFIG));
            for (String host : List.of("r.io", "docker.io", "x", "other.io")) {
                try {
                    read += config.forHost(host).isPresent() ? 1 : 0;
                } catch (CredentialException e) {
                    // Damage may make a helper's name of it, which is no secret.
                    assertThat(e.getMessage().replace("docker-credential-canary", ""))
                            .doesNotContain("canary", "Ym9iOmNhbmFyeQ", "\n", "\u001b");
                }
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsADamagedTokenOrNone(long seed) {
        Hostile hostile = new Hostile(seed);
        String answer = "{\"token\":\"canary\",\"access_token\":\"other\",\"expires_in\":300,\"issued_at\":\"x\"}";
        Instant now = Instant.EPOCH;
        for (int i = 0; i < 5_000; i++) {
            TokenAnswer.read(hostile.damaged(answer))
                    .ifPresent(token ->
                            assertThat(token.toToken(now).expires()).isBetween(now, now.plusSeconds(24L * 60 * 60)));
        }
    }

    @Test
    void refusesAConfigurationThatIsTooLargeOrTooDeep() throws Exception {
        Path file = folder.resolve("config.json");
        DockerConfigFile config = new DockerConfigFile(file, Map.of());
        Files.writeString(file, "{\"auths\":" + "{\"a\":".repeat(200_000));
        assertThatThrownBy(() -> config.forHost("r.io"))
                .isInstanceOf(CredentialException.class)
                .hasMessage("Cannot read the registry logins in " + file + ": it is not a JSON object");
        Files.write(file, (CONFIG + " ".repeat(4 << 20)).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> config.forHost("r.io"))
                .hasMessage("Cannot read the registry logins in " + file + ": it is larger than 4194304 bytes");
    }
}
