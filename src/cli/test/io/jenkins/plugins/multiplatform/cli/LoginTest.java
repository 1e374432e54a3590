package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docker login} left is enough, for registries with tokens and for those with passwords. */
@NeedsTestBed
@Timeout(60)
class LoginTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"token", "tls"})
    void pushesWithDockersLogin(String registry, TestBed bed) throws Exception {
        pushes(registry, bed, auths(registry, bed), "");
    }

    @Test
    void pushesWithALoginInTheVariableWhereTheFileIsEmpty(TestBed bed) throws Exception {
        pushes("token", bed, "", auths("token", bed));
    }

    private static String auths(String registry, TestBed bed) {
        String login = bed.get("registry." + registry + ".user") + ":" + bed.get("registry." + registry + ".password");
        return "{\"auths\": {\"" + bed.get("registry." + registry) + "\": {\"auth\": \""
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)) + "\"}}}";
    }

    private void pushes(String registry, TestBed bed, String file, String variable) throws Exception {
        Files.createDirectory(folder.resolve("docker"));
        Files.writeString(folder.resolve("docker/config.json"), file);
        Files.writeString(folder.resolve("Dockerfile"), "FROM alpine\nRUN echo " + UUID.randomUUID() + " > /id\n");
        String tag = bed.get("registry." + registry) + "/cli/" + UUID.randomUUID() + ":1";
        Outcome built = new Cli(folder)
                .with("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"))
                .with("DOCKER_AUTH_CONFIG", variable)
                .run(
                        "build",
                        "--registry-ca",
                        bed.get("registry.tls.ca"),
                        "--platform",
                        "linux/amd64,linux/arm64",
                        "-t",
                        tag,
                        "--push",
                        folder.toString());
        assertThat(built.code()).as(built.err()).isZero();
        assertThat(built.err()).contains("tagged " + tag).doesNotContain(bed.get("registry." + registry + ".password"));
    }
}
