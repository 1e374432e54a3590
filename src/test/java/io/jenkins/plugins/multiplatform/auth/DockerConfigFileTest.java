package io.jenkins.plugins.multiplatform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigFileTest {
    private static final String BOB = "Ym9iOmNhbmFyeQ=="; // bob:canary

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    Path folder;

    private DockerConfigFile config(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
        Map<String, String> environment = Map.of("DOCKER_CONFIG", folder.toString(), "PATH", folder + ":/usr/bin:/bin");
        return DockerConfigFile.of(environment, Path.of("/nonexistent"), warnings::add);
    }

    private DockerConfigFile variable(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"auths\":{\"r.io\":{\"auth\":\"" + BOB + "\"}}}");
        Map<String, String> environment = Map.of("DOCKER_CONFIG", folder.toString(), "DOCKER_AUTH_CONFIG", json);
        return DockerConfigFile.of(environment, Path.of("/nonexistent"), warnings::add);
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
        assertThat(DockerConfigFile.of(Map.of(), folder, warnings::add).forHost("docker.io"))
                .isEmpty();
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

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\n\t \r\n", "null", " null\n", "{}", "{\"auths\":null}", "{\"auths\":{\"r.io\":null}}"
            })
    void aFileWithoutLoginsMeansAnonymous(String content) throws Exception {
        assertThat(config(content).forHost("r.io")).isEmpty();
    }

    @Test
    void readsTheFirstValueOfAFile() throws Exception {
        assertThat(config("{\"auths\":{\"r.io\":{\"auth\":\"" + BOB + "\"}}}\n}")
                        .forHost("r.io"))
                .contains(Credential.password("bob", "canary"));
    }

    @Test
    void readsALoginThatIsWrapped() throws Exception {
        String password = "canary-".repeat(30);
        String wrapped = Base64.getMimeEncoder().encodeToString(("bob:" + password).getBytes(StandardCharsets.UTF_8));
        assertThat(wrapped).contains("\r\n");
        for (String lines : List.of(wrapped, wrapped.replace("\r", ""), wrapped + "\n")) {
            String escaped = lines.replace("\r", "\\r").replace("\n", "\\n");
            assertThat(config("{\"auths\":{\"r.io\":{\"auth\":\"" + escaped + "\"}}}")
                            .forHost("r.io"))
                    .contains(Credential.password("bob", password));
        }
    }

    @Test
    void readsFieldsWithoutCaseAndTheLastOfSeveral() throws Exception {
        DockerConfigFile config = config("{\"Auths\":{\"r.io\":{\"Username\":\"x\",\"USERNAME\":\"bob\","
                + "\"username\":null,\"PassWord\":\"canary\",\"email\":\"b@r.io\",\"serveraddress\":\"other.io\"}}}");
        assertThat(config.forHost("r.io")).contains(Credential.password("bob", "canary"));
        assertThat(config.forHost("other.io")).isEmpty();
    }

    @Test
    void takesAuthBeforeNameAndPassword() throws Exception {
        DockerConfigFile config = config("{\"auths\":{\"r.io\":{\"auth\":\"" + BOB
                + "\",\"username\":\"eve\",\"password\":\"other\"},\"x.io\":{\"auth\":\"\",\"username\":\"eve\","
                + "\"password\":\"other\"}}}");
        assertThat(config.forHost("r.io")).contains(Credential.password("bob", "canary"));
        assertThat(config.forHost("x.io")).contains(Credential.password("eve", "other"));
    }

    @Test
    void takesZeroBytesOffTheEndsOfAPasswordAlone() throws Exception {
        String auth = Base64.getEncoder().encodeToString("bob:\0can\0ary\0\0".getBytes(StandardCharsets.UTF_8));
        assertThat(config("{\"auths\":{\"r.io\":{\"auth\":\"" + auth + "\"}}}").forHost("r.io"))
                .contains(Credential.password("bob", "can\0ary"));
    }

    @Test
    void readsARegistryToken() throws Exception {
        DockerConfigFile config = config("{\"auths\":{\"r.io\":{\"registrytoken\":\"canary2\"},\"x.io\":{\"auth\":\""
                + BOB + "\",\"registrytoken\":\"canary2\"}}}");
        assertThat(config.forHost("r.io")).contains(Credential.password("", "").withRegistryToken("canary2"));
        assertThat(config.forHost("x.io"))
                .contains(Credential.password("bob", "canary").withRegistryToken("canary2"));
        assertThat(config.forHost("x.io").orElseThrow().toString()).doesNotContain("canary");
    }

    @Test
    void anEmptyHelperOfAHostMeansTheFile() throws Exception {
        helper("store", "echo {}");
        DockerConfigFile config =
                config("{\"credsStore\":\"store\",\"credHelpers\":{\"r.io\":\"\",\"docker.io\":\"missing\"},"
                        + "\"auths\":{\"r.io\":{\"auth\":\"" + BOB + "\"},\"x.io\":{\"auth\":\"" + BOB + "\"}}}");
        assertThat(config.forHost("r.io")).contains(Credential.password("bob", "canary"));
        assertThat(config.forHost("x.io")).as("the store knows none").isEmpty();
        assertThat(config.forHost("docker.io"))
                .as("Docker Hub's helper is found under its old address")
                .isEmpty();
    }

    @Test
    void aLoginInTheVariableGoesBeforeTheFiles() throws Exception {
        String eve = Base64.getEncoder().encodeToString("eve:other".getBytes(StandardCharsets.UTF_8));
        DockerConfigFile config = variable(
                "{\"auths\":{\"x.io:5000\":{\"auth\":\"" + eve + "\"}," + "\"https://index.docker.io/v1/\":{\"auth\":\""
                        + eve + "\"},\"docker.io\":{\"auth\":\"" + BOB + "\"}}}");
        assertThat(config.forHost("x.io:5000")).contains(Credential.password("eve", "other"));
        assertThat(config.forHost("docker.io")).contains(Credential.password("eve", "other"));
        assertThat(config.forHost("registry-1.docker.io")).contains(Credential.password("eve", "other"));
        assertThat(config.forHost("r.io")).contains(Credential.password("bob", "canary"));
        assertThat(config.forHost("x.io")).isEmpty();
        assertThat(variable("{\"auths\":{\"r.io\":{\"auth\":\"" + eve + "\"}}}").forHost("r.io"))
                .contains(Credential.password("eve", "other"));
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "null", "{}", "{\"auths\":null}", "{\"auths\":{}}"})
    void aVariableWithoutLoginsChangesNothing(String value) throws Exception {
        assertThat(variable(value).forHost("r.io")).contains(Credential.password("bob", "canary"));
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "canary|it is not a JSON object",
                "[]|it is not a JSON object",
                "{}{}|it is not a JSON object",
                "{\"auths\":[]}|its \"auths\" is not a JSON object",
                "{\"credsStore\":\"canary\"}|unknown field \"credsstore\"",
                "{\"auths\":{\"r.io\":{\"username\":\"canary\"}}}|unknown field \"username\"",
                "{\"auths\":{\"r.io\":{}}}|DOCKER_AUTH_CONFIG environment variable is missing key `auth` for r.io",
                "{\"auths\":{\"r.io\":{\"auth\":\"canary\"}}}|the login for \"r.io\": its \"auth\" is not the base64"
                        + " form of user:password"
            })
    void aVariableThatCannotBeReadIsSaidOnceAndLeftAside(String value, String why) throws Exception {
        DockerConfigFile config = variable(value);
        assertThat(config.forHost("r.io")).contains(Credential.password("bob", "canary"));
        assertThat(config.forHost("r.io")).isPresent();
        assertThat(warnings).containsExactly("Failed to create credential store from DOCKER_AUTH_CONFIG: " + why);
    }
}
