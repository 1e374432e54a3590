package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.RegistryLogin;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How registries let users in, from what they answer: a wrong guess would give a password to a machine that builds. */
@Timeout(60)
class LoginProbeTest {
    private static final String BASIC = "401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"";
    private static final List<TokenScope> PUSH =
            List.of(TokenScope.pull("base"), TokenScope.pullAndPush("team/app"), TokenScope.pull(TokenScope.ANY));

    private ScriptedServer server;
    private ScriptedServer other;
    private TokenSource tokens;

    @BeforeEach
    void startServers() throws IOException {
        server = new ScriptedServer();
        other = new ScriptedServer();
        tokens = tokens(host -> Optional.of(Credential.password("bob", "canary")));
    }

    @AfterEach
    void stopServers() throws IOException {
        server.close();
        other.close();
    }

    private TokenSource tokens(CredentialSource credentials) {
        RegistrySettings settings =
                RegistrySettings.standard().withPlainHttp(server.host()).withPlainHttp(other.host());
        return new RegistryClient(settings, credentials, new FakeTicker()).tokenSource();
    }

    private String bearer() {
        return "401 Unauthorized\nWWW-Authenticate: Bearer realm=\"http://" + other.host() + "/token\",service=\"r\"";
    }

    private RegistryLogin login() throws Exception {
        return tokens.login(server.host(), PUSH);
    }

    private void isUnclear(String question, int status) {
        assertThatThrownBy(this::login)
                .isInstanceOf(AuthException.class)
                .hasMessage("Tried to ask " + server.host() + " how users authenticate but failed because: it answers "
                        + question + " with status " + status
                        + ", which does not say whether it uses tokens or passwords");
    }

    @Test
    void aChallengeToFetchATokenMeansTokens() throws Exception {
        server.answer(bearer(), "");
        assertThat(login()).isEqualTo(RegistryLogin.TOKEN);
        assertThat(login()).isEqualTo(RegistryLogin.TOKEN);
        assertThat(server.requests()).as("remembered").containsExactly("GET /v2/");
    }

    @Test
    void aChallengeToIdentifyMeansPasswords() throws Exception {
        server.answer(BASIC, "");
        assertThat(login()).isEqualTo(RegistryLogin.PASSWORD);
        assertThat(login()).isEqualTo(RegistryLogin.PASSWORD);
        assertThat(server.requests()).as("remembered").containsExactly("GET /v2/");
    }

    @Test
    void aHostWithoutCredentialIsNotContacted() throws Exception {
        assertThat(tokens(host -> Optional.empty()).login(server.host(), PUSH)).isEqualTo(RegistryLogin.NONE);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 401, 403, 404, 405, 407, 410, 451})
    void anotherAnswerMeansNothingAndIsAskedForAgain(int status) throws Exception {
        for (int i = 0; i < 3; i++) {
            server.answer(status + " No", "");
        }
        isUnclear("GET /v2/", status);
        server.answer(bearer(), "");
        assertThat(login()).isEqualTo(RegistryLogin.TOKEN);
        assertThat(server.requests())
                .containsExactly(
                        "GET /v2/", "POST /v2/team/app/blobs/uploads/", "GET /v2/base/manifests/latest", "GET /v2/");
        assertThat(other.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void oneThatIsOverloadedMeansNothingAndIsAskedForAgain(int status) throws Exception {
        for (int i = 0; i < 8; i++) {
            server.answer(status + " No", "");
        }
        isUnclear("GET /v2/", status);
        assertThat(server.requests()).hasSize(8).containsOnly("GET /v2/");
        server.answer(bearer(), "");
        assertThat(login()).isEqualTo(RegistryLogin.TOKEN);
    }

    @Test
    void oneThatCannotBeReachedMeansNothing() throws Exception {
        server.close();
        assertThatThrownBy(this::login)
                .isInstanceOf(AuthException.class)
                .hasMessageStartingWith("Tried to ask " + server.host() + " how users authenticate but failed because: "
                        + "connection refused by " + server.host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Negotiate", "Digest realm=\"r\"", ",,,", ""})
    void aChallengeOfAnotherKindMeansNothing(String challenge) {
        for (int i = 0; i < 3; i++) {
            server.answer("401 Unauthorized\nWWW-Authenticate: " + challenge, "");
        }
        isUnclear("GET /v2/", 401);
    }

    @Test
    void whatAnotherHostSaysAfterARedirectMeansNothing() {
        for (int i = 0; i < 3; i++) {
            server.answer("307 Elsewhere\nLocation: http://" + other.host() + "/v2/", "");
            other.answer(BASIC.replace("Basic", "Bearer").replace("\"r\"", "\"http://thief.example/token\""), "");
        }
        isUnclear("GET /v2/", 401);
    }

    @Test
    void aRegistryThatAllMayReadIsAskedAboutThePush() throws Exception {
        server.answer("200 OK", "{}").answer(bearer(), "");
        assertThat(login()).isEqualTo(RegistryLogin.TOKEN);
        assertThat(server.requests()).containsExactly("GET /v2/", "POST /v2/team/app/blobs/uploads/");
    }

    @Test
    void aRegistryThatAllMayReadMayTakeAPasswordToPush() throws Exception {
        server.answer("200 OK", "{}").answer(BASIC, "");
        assertThat(login()).isEqualTo(RegistryLogin.PASSWORD);
    }

    @Test
    void aRegistryMayKeepOneImageSecretAlone() throws Exception {
        server.answer("200 OK", "{}").answer(bearer(), "");
        assertThat(tokens.login(server.host(), List.of(TokenScope.pull("base"))))
                .isEqualTo(RegistryLogin.TOKEN);
        assertThat(server.requests()).containsExactly("GET /v2/", "GET /v2/base/manifests/latest");
    }

    @Test
    void aRegistryThatLetsAllDoAllWantsNoPassword() throws Exception {
        server.answer("200 OK", "{}")
                .answer("202 Accepted\nLocation: /v2/team/app/blobs/uploads/7", "")
                .answer("204 No Content", "")
                .answer("404 Not Found", "");
        assertThat(login()).isEqualTo(RegistryLogin.NONE);
        assertThat(server.requests())
                .containsExactly(
                        "GET /v2/",
                        "POST /v2/team/app/blobs/uploads/",
                        "DELETE /v2/team/app/blobs/uploads/7",
                        "GET /v2/base/manifests/latest");
    }

    @Test
    void asksAboutTenRepositoriesAtMost() throws Exception {
        List<TokenScope> many = IntStream.range(0, 1_000)
                .mapToObj(i -> TokenScope.pull("image" + i))
                .toList();
        for (int i = 0; i < 20; i++) {
            server.answer("200 OK", "{}");
        }
        assertThat(tokens.login(server.host(), many)).isEqualTo(RegistryLogin.NONE);
        assertThat(server.requests()).hasSize(11);
    }

    /** The password goes to the token server that the registry named itself, and to no other. */
    @Test
    void sendsThePasswordWhereTheRegistryItselfSays() throws Exception {
        server.answer(bearer(), "");
        other.answer("200 OK", "{\"token\":\"t1\"}");
        assertThat(tokens.fetch(server.host(), List.of(TokenScope.pull("base"))).value())
                .isEqualTo("t1");
        assertThat(other.requests())
                .containsExactly("GET /token?service=r&scope=repository%3Abase%3Apull Basic Ym9iOmNhbmFyeQ==");
        assertThat(server.requests()).containsExactly("GET /v2/");
    }

    @Test
    void usesARegistryTokenAsItIs() throws Exception {
        CredentialSource given = host -> Optional.of(Credential.password("", "").withRegistryToken("canary"));
        server.answer(bearer(), "").answer(bearer(), "").answer("202 Accepted", "");
        assertThat(tokens(given)
                        .fetch(server.host(), List.of(TokenScope.pull("base")))
                        .value())
                .isEqualTo("canary");
        RegistrySettings settings = RegistrySettings.standard().withPlainHttp(server.host());
        new RegistryClient(settings, given, new FakeTicker())
                .checkPush(Reference.parseNormalized(server.host() + "/team/app"));
        assertThat(server.requests()).last().isEqualTo("POST /v2/team/app/blobs/uploads/ Bearer canary");
        assertThat(other.requests()).as("no token server is asked").isEmpty();
    }

    @Test
    void aRegistryTokenIsNoPassword() throws Exception {
        CredentialSource given = host -> Optional.of(Credential.password("", "").withRegistryToken("canary"));
        server.answer(BASIC, "");
        RegistrySettings settings = RegistrySettings.standard().withPlainHttp(server.host());
        assertThatThrownBy(() -> new RegistryClient(settings, given, new FakeTicker())
                        .checkPush(Reference.parseNormalized(server.host() + "/team/app")))
                .isInstanceOf(RegistryUnauthorizedException.class);
        assertThat(server.requests()).containsExactly("POST /v2/team/app/blobs/uploads/");
    }
}
