package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.plan.SecretSpec;
import io.jenkins.plugins.multiplatform.plan.SshSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registries, secrets and SSH agents, as a job's author names them. */
class LoginArgumentsTest {
    @ParameterizedTest
    @CsvSource({
        "https://registry.example.com,registry.example.com",
        "https://registry.example.com:5000/v2/,registry.example.com:5000",
        "http://localhost:5000,localhost:5000",
        "ghcr.io,ghcr.io",
        "https://GHCR.io,ghcr.io",
        "https://index.docker.io/v1/,docker.io",
        "'',docker.io"
    })
    void findsTheHostOfARegistrysAddress(String url, String host) throws Exception {
        assertThat(new RegistryLogins(Map.of(url, "id"), "").byHost(List.of())).isEqualTo(Map.of(host, "id"));
    }

    @Test
    void givesTheTagsRegistriesTheirOwnOrTheCommonCredentials() throws Exception {
        RegistryLogins logins = new RegistryLogins(Map.of("https://a.example", "a"), "common");
        assertThat(logins.byHost(List.of("a.example", "b.example")))
                .isEqualTo(Map.of("a.example", "a", "b.example", "common"));
    }

    /** The agent of the workspace reads the file: it could bring the controller to contact any host with them. */
    @Test
    void takesNoLoginsThatWereNotAskedFor() {
        Credential login = Credential.password("user", "secret");
        assertThat(RegistryLogins.only(
                        List.of("ghcr.io", "docker.io"), Map.of("ghcr.io", login, "169.254.169.254", login)))
                .isEqualTo(Map.of("ghcr.io", login));
    }

    @Test
    void refusesAnAddressThatIsNoneAndKeepsAPasswordOutOfTheText() {
        RegistryLogins logins = new RegistryLogins(Map.of("https://me:hunter2@a.example", "a"), "");
        assertThatThrownBy(() -> logins.byHost(List.of()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("registries: \"https://a.example\" is no address of a registry: expected"
                        + " https://HOST[:PORT] and no user");
        RegistryLogins other = new RegistryLogins(Map.of("https://me:hunt@er2@a.example", "a"), "");
        assertThatThrownBy(() -> other.byHost(List.of())).hasMessageStartingWith("registries: \"https://a.example\"");
        assertThatThrownBy(() -> new RegistryLogins(Map.of("a.example", ""), "").byHost(List.of()))
                .hasMessage("registries: no credentials are named for a.example: expected url and credentialsId");
        assertThatThrownBy(() ->
                        new RegistryLogins(Map.of("a.example", "1", "https://a.example/", "2"), "").byHost(List.of()))
                .hasMessage("registries: a.example is named twice");
    }

    @Test
    void readsSecretsOfCredentialsVariablesAndFiles() throws Exception {
        SecretArguments secrets = new SecretArguments(
                List.of("npm=npm-token", "id=pip,env=PIP_TOKEN", "id=conf,src=.npmrc", "type=env,id=HOME"));
        secrets.check();
        assertThat(secrets.credentialsIds()).isEqualTo(Map.of("npm", "npm-token"));
        assertThat(secrets.specs())
                .containsExactly(
                        new SecretSpec("pip", "", "PIP_TOKEN"),
                        new SecretSpec("conf", ".npmrc", ""),
                        new SecretSpec("HOME", "", "HOME"));
    }

    @Test
    void refusesSecretsThatNameNothingOrTheSameTwice() {
        assertThatThrownBy(() -> new SecretArguments(List.of("npm")).check())
                .hasMessage("secrets: \"npm\" names no credentials: expected ID=credentialsId, or a map of IDs and"
                        + " credentials' IDs");
        assertThatThrownBy(() -> new SecretArguments(List.of("npm=token", "id=npm,env=X")).check())
                .hasMessage("secrets: npm is given twice");
        assertThatThrownBy(() -> new SecretArguments(List.of("id=npm,from=x")).check())
                .hasMessage("secrets: unexpected key 'from' in 'from=x'");
    }

    @Test
    void readsSshAgents() throws Exception {
        SshArguments ssh = new SshArguments(List.of("", "git=/keys/a,/keys/b"), List.of("deploy=one", "deploy=two"));
        ssh.check();
        assertThat(ssh.specs())
                .containsExactly(new SshSpec("default", List.of()), new SshSpec("git", List.of("/keys/a", "/keys/b")));
        assertThat(ssh.keys()).isEqualTo(Map.of("deploy", List.of("one", "two")));
        assertThatThrownBy(() -> new SshArguments(List.of("default"), List.of("key")).check())
                .hasMessage("duplicate agent ID \"default\"");
        assertThatThrownBy(() -> new SshArguments(List.of(), List.of("git=")).check())
                .hasMessage("sshCredentialsIds: \"git=\" names no credentials: expected their ID, or"
                        + " AGENT=credentialsId");
    }
}
