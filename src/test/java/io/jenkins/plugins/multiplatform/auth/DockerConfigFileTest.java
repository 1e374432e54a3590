package io.jenkins.plugins.multiplatform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigFileTest {
    private static final String BOB = "Ym9iOmNhbmFyeQ=="; // bob:canary

    @TempDir
    Path folder;

    private DockerConfigFile config(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
        Map<String, String> environment = Map.of("DOCKER_CONFIG", folder.toString(), "PATH", folder + ":/usr/bin:/bin");
        return DockerConfigFile.of(environment, Path.of("/nonexistent"));
    }

    private void helper(String name, String script) throws IOException {
        Path file = folder.resolve("docker-credential-" + name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void readsALoginByHost() throws Exception {
        DockerConfigFile config = config("{\"auths\":{\"reg.example:5000\":{\"auth\":\"" + BOB + "\"}}}");
        assertThat(config.forHost("reg.example:5000")).contains(Credential.password("bob", "canary"));
        assertThat(config.forHost("reg.example")).isEmpty();
        assertThat(config.forHost("docker.io")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io", "index.docker.io", "registry-1.docker.io"})
    void findsDockerHubUnderItsOldAddress(String host) throws Exception {
        DockerConfigFile config = config("{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"" + BOB + "\"}}}");
        assertThat(config.forHost(host)).contains(Credential.password("bob", "canary"));
    }

    @Test
    void findsALoginKeptUnderAnAddress() throws Exception {
        DockerConfigFile config = config("{\"auths\":{\"https://reg.example/v1/\":{\"auth\":\"" + BOB + "\"}}}");
        assertThat(config.forHost("reg.example")).contains(Credential.password("bob", "canary"));
    }

    @Test
    void prefersAnIdentityToken() throws Exception {
        DockerConfigFile config =
                config("{\"auths\":{\"r.io\":{\"auth\":\"" + BOB + "\",\"identitytoken\":\"canary2\"}}}");
        assertThat(config.forHost("r.io")).contains(Credential.identityToken("canary2"));
    }

    @Test
    void seesALoginThatWasMadeMeanwhile() throws Exception {
        DockerConfigFile config = config("{}");
        assertThat(config.forHost("r.io")).isEmpty();
        config("{\"auths\":{\"r.io\":{\"username\":\"bob\",\"password\":\"canary\"}}}");
        assertThat(config.forHost("r.io")).contains(Credential.password("bob", "canary"));
    }

    @Test
    void isAnonymousWithoutAFile() throws Exception {
        assertThat(DockerConfigFile.of(Map.of(), folder).forHost("docker.io")).isEmpty();
    }

    @Test
    void tellsWhichFileIsBrokenButNotWhatItHolds() throws Exception {
        DockerConfigFile broken = config("{\"auths\": canary");
        assertThatThrownBy(() -> broken.forHost("r.io"))
                .isInstanceOf(CredentialException.class)
                .hasMessage("Cannot read the registry logins in " + folder.resolve("config.json")
                        + ": it is not a JSON object");
        DockerConfigFile undecodable = config("{\"auths\":{\"r.io\":{\"auth\":\"%canary%\"}}}");
        assertThatThrownBy(() -> undecodable.forHost("r.io"))
                .hasMessage("The login for \"r.io\" in " + folder.resolve("config.json") + " cannot be read: its"
                        + " \"auth\" is not the base64 form of user:password")
                .hasNoCause();
    }

    @Test
    void asksTheHelperOfTheHostBeforeTheStore() throws Exception {
        helper("one", "read host; echo \"{\\\"Username\\\":\\\"one-$1-$host\\\",\\\"Secret\\\":\\\"canary\\\"}\"");
        helper("two", "read host; echo \"{\\\"Username\\\":\\\"<token>\\\",\\\"Secret\\\":\\\"$host\\\"}\"");
        DockerConfigFile config = config("{\"credsStore\":\"two\",\"credHelpers\":{\"r.io\":\"one\"}}");
        assertThat(config.forHost("r.io")).contains(Credential.password("one-get-r.io", "canary"));
        assertThat(config.forHost("docker.io")).contains(Credential.identityToken("https://index.docker.io/v1/"));
    }

    @Test
    void aHelperThatKnowsNothingMeansAnonymous() throws Exception {
        helper("none", "echo credentials not found in native keychain; exit 1");
        assertThat(config("{\"credsStore\":\"none\"}").forHost("r.io")).isEmpty();
    }

    @Test
    void aFailingHelperIsAnErrorThatRepeatsNothingItPrinted() throws Exception {
        helper("bad", "echo canary; echo canary >&2; exit 3");
        DockerConfigFile config = config("{\"credsStore\":\"bad\"}");
        assertThatThrownBy(() -> config.forHost("r.io"))
                .isInstanceOf(CredentialException.class)
                .hasMessage("Tried to get the login for r.io from docker-credential-bad but failed because:"
                        + " it ended with exit code 3");
    }

    @Test
    void namesAHelperThatIsNotInstalled() throws Exception {
        DockerConfigFile config = config("{\"credsStore\":\"missing\"}");
        assertThatThrownBy(() -> config.forHost("r.io"))
                .hasMessage("The credential helper docker-credential-missing is not on the PATH: install it, or"
                        + " remove it from Docker's config.json");
    }

    @Test
    void aHelperIsNoPath() throws Exception {
        DockerConfigFile config = config("{\"credsStore\":\"../../evil\"}");
        assertThatThrownBy(() -> config.forHost("r.io")).hasMessage("invalid credential helper name \"../../evil\"");
    }

    @Test
    void anInterruptEndsTheWaitForAHelper() throws Exception {
        helper("slow", "exec sleep 60");
        DockerConfigFile config = config("{\"credsStore\":\"slow\"}");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> config.forHost("r.io"))
                .hasMessage("Tried to get the login for r.io from docker-credential-slow but failed because:"
                        + " the wait for it was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
