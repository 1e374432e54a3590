package io.jenkins.plugins.multiplatform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine that was taken over asks for all that it can think of: what leaves, and whom we contact because of it. */
class CredentialGuardTest {
    private static final String TOKENS = "tokens.example";
    private static final String PASSWORDS = "passwords.example:5000";
    private static final String OPEN = "open.example";
    private static final String SILENT = "silent.example";
    private static final String PULLED = "pulled.example";
    private static final String UNUSED = "unused.example";
    private static final String NOTHING = "this build needs nothing of what the token was asked for";

    /** What was asked of the registries and their token servers. */
    private final List<String> contacts = new ArrayList<>();

    private final List<String> passwords = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final CredentialGuard guard = guard(Map.of(
            TOKENS,
            List.of(TokenScope.pullAndPush("team/app"), TokenScope.pull("team/base")),
            PASSWORDS,
            List.of(TokenScope.pullAndPush("team/app")),
            OPEN,
            List.of(TokenScope.pull("team/base")),
            SILENT,
            List.of(TokenScope.pullAndPush("team/app")),
            PULLED,
            List.of(TokenScope.pull("library/alpine"))));

    private CredentialGuard guard(Map<String, List<TokenScope>> plan) {
        CredentialSource credentials = host -> {
            passwords.add(host);
            return Optional.of(Credential.password("user", "the-password").withRegistryToken("its-token"));
        };
        return new CredentialGuard(credentials, tokens(), new ScopeGuard(plan, log::add));
    }

    private TokenSource tokens() {
        return new TokenSource() {
            @Override
            public RegistryLogin login(String registryHost, List<TokenScope> scopes) throws AuthException {
                contacts.add("login at " + registryHost);
                return switch (registryHost) {
                    case PASSWORDS -> RegistryLogin.PASSWORD;
                    case OPEN -> RegistryLogin.NONE;
                    case SILENT -> throw new AuthException("it answers with status 503");
                    default -> RegistryLogin.TOKEN;
                };
            }

            @Override
            public GrantedToken fetch(String registryHost, List<TokenScope> scopes) {
                contacts.add("as user at " + registryHost + ": " + scopes);
                return new GrantedToken("the-token", 300);
            }

            @Override
            public GrantedToken fetchAnonymously(String registryHost, List<TokenScope> scopes) {
                contacts.add("anonymously at " + registryHost + ": " + scopes);
                return new GrantedToken("anybodys-token", 300);
            }
        };
    }

    private static List<TokenScope> scopes(String... written) throws AuthException {
        List<TokenScope> scopes = new ArrayList<>();
        for (String scope : written) {
            scopes.add(TokenScope.parse(scope));
        }
        return scopes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "elsewhere.example",
                UNUSED,
                "169.254.169.254",
                "127.0.0.1:8080",
                "localhost:22",
                "[::1]:5000",
                "10.0.0.1:443",
                "TOKENS.example",
                TOKENS + ":443",
                TOKENS + ".",
                "user@" + TOKENS,
                TOKENS + "/v2/../..",
                TOKENS + "@127.0.0.1",
                " ",
                ""
            })
    void contactsNobodyThatThePlanDoesNotName(String host) throws Exception {
        assertThat(guard.servesTokens(host)).isFalse();
        assertThat(guard.password(host)).isEmpty();
        assertThat(guard.token(host, scopes("repository:team/app:pull,push"))).isEmpty();
        assertThat(guard.anonymousToken(host, scopes("repository:team/app:pull")))
                .isEmpty();
        assertThat(guard.mayPing(host)).isFalse();
        assertThat(contacts).isEmpty();
        assertThat(passwords).isEmpty();
    }

    @Test
    void asksNobodyWhetherHeAnswersButWhomTheRunPushesTo() {
        assertThat(guard.mayPing(TOKENS)).isTrue();
        assertThat(guard.mayPing(PULLED)).as("a Dockerfile could name any host").isFalse();
        assertThat(guard.mayPush(TOKENS, "team/app")).isTrue();
        assertThat(guard.mayPush(TOKENS, "team/base")).isFalse();
        assertThat(guard.mayPush(PULLED, "library/alpine")).isFalse();
        assertThat(guard.mayPush("127.0.0.1:22", "team/app")).isFalse();
    }

    /** As of a build that pushes nothing, with credentials for a registry all the same. */
    @Test
    void givesNoPasswordOfARegistryThatThePlanDoesNotUse() throws Exception {
        CredentialGuard nothing = guard(Map.of());
        assertThat(nothing.password(TOKENS)).isEmpty();
        assertThat(nothing.password(PASSWORDS)).isEmpty();
        assertThat(passwords).isEmpty();
        assertThat(contacts).isEmpty();
    }

    @Test
    void givesNoPasswordWhereTokensDo() {
        assertThatThrownBy(() -> guard.password(TOKENS))
                .isInstanceOf(AuthException.class)
                .hasMessage("it gives tokens, so no password is given to nodes");
        assertThat(passwords).isEmpty();
    }

    @Test
    void givesNoPasswordOnAGuess() {
        assertThatThrownBy(() -> guard.password(SILENT)).hasMessage("it answers with status 503");
        assertThatThrownBy(() -> guard.servesTokens(SILENT)).hasMessage("it answers with status 503");
        assertThatThrownBy(() -> guard.token(SILENT, scopes("repository:team/app:pull")))
                .hasMessage("it answers with status 503");
        assertThat(passwords).isEmpty();
    }

    @Test
    void givesNoPasswordToWhomWantsNone() throws Exception {
        assertThat(guard.password(OPEN)).isEmpty();
        assertThat(passwords).isEmpty();
    }

    @Test
    void givesThePasswordWhereTheRegistryTakesNothingElse() throws Exception {
        assertThat(guard.password(PASSWORDS)).contains(Credential.password("user", "the-password"));
        assertThat(guard.token(PASSWORDS, scopes("repository:team/app:pull"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repository:team/other:push",
                "repository:team/base:push",
                "repository:team/app:delete",
                "repository:team/app:*",
                "repository:team/app:metadata_read",
                "repository(plugin):team/app:push",
                "repository:*:push",
                "repository:team/*:push",
                "repository:Team/App:push",
                "repository:team/app :push",
                "registry:catalog:*"
            })
    void givesNoTokenForWhatThePlanDoesNotNeed(String scope) {
        assertThatThrownBy(() -> guard.token(TOKENS, scopes(scope)))
                .isInstanceOf(AuthException.class)
                .hasMessage(NOTHING);
        assertThatThrownBy(() -> guard.anonymousToken(TOKENS, scopes(scope))).hasMessage(NOTHING);
        assertThat(contacts).containsOnly("login at " + TOKENS);
    }

    @Test
    void cutsWhatGoesTooFar() throws Exception {
        assertThat(guard.token(TOKENS, scopes("repository:team/app:delete,pull,push", "repository:team/secret:pull")))
                .contains(new GrantedToken("the-token", 300));
        assertThat(contacts).last().isEqualTo("as user at " + TOKENS + ": [repository:team/app:pull,push]");
    }

    @Test
    void letsAnybodysImageBePulledFromARegistryThatTheRunHasALoginFor() throws Exception {
        assertThat(guard.anonymousToken(TOKENS, scopes("repository:public/tool:pull")))
                .contains(new GrantedToken("anybodys-token", 300));
        assertThat(guard.token(TOKENS, scopes("repository:public/tool:pull")))
                .contains(new GrantedToken("anybodys-token", 300));
        assertThat(contacts)
                .filteredOn(contact -> contact.startsWith("anonymously"))
                .hasSize(2)
                .containsOnly("anonymously at " + TOKENS + ": [repository:public/tool:pull]");
    }

    /** Where nobody has read the Dockerfile all may be pulled, and a name could hold scopes of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:pull,push repository:team/secret",
                "team/app:push repository:x",
                "*",
                "team/*",
                "team//app",
                "/team",
                "team/app\n",
                "../app",
                "Team"
            })
    void readsNoFurtherScopesOutOfAName(String name) {
        CredentialGuard unknown = guard(Map.of(TOKENS, List.of(TokenScope.pull(TokenScope.ANY))));
        List<TokenScope> asked = List.of(new TokenScope("repository", name, List.of("pull")));
        assertThatThrownBy(() -> unknown.token(TOKENS, asked)).hasMessage(NOTHING);
        assertThatThrownBy(() -> unknown.anonymousToken(TOKENS, asked)).hasMessage(NOTHING);
        assertThat(contacts).containsOnly("login at " + TOKENS);
    }

    @Test
    void pullsAnyRepositoryWhereNobodyHasReadTheDockerfile() throws Exception {
        CredentialGuard unknown = guard(Map.of(TOKENS, List.of(TokenScope.pull(TokenScope.ANY))));
        unknown.token(TOKENS, scopes("repository:some/deep.er/na_me-1:pull"));
        assertThat(contacts).last().isEqualTo("as user at " + TOKENS + ": [repository:some/deep.er/na_me-1:pull]");
        assertThatThrownBy(() -> unknown.token(TOKENS, scopes("repository:some/name:push")))
                .hasMessage(NOTHING);
    }

    @Test
    void takesAHundredScopesAtMost() {
        List<TokenScope> many = Collections.nCopies(101, TokenScope.pull("team/app"));
        assertThatThrownBy(() -> guard.token(TOKENS, many))
                .hasMessage("a token was requested for 101 scopes at once; at most 100 are allowed");
        assertThat(contacts).isEmpty();
    }

    @Test
    void givesNothingAfterTheRun() {
        guard.close();
        String over = "No credentials are given out any more: the run is over";
        assertThatThrownBy(() -> guard.servesTokens(TOKENS)).hasMessage(over);
        assertThatThrownBy(() -> guard.password(PASSWORDS)).hasMessage(over);
        assertThatThrownBy(() -> guard.token(TOKENS, scopes("repository:team/app:pull")))
                .hasMessage(over);
        assertThatThrownBy(() -> guard.anonymousToken(TOKENS, scopes("repository:public/tool:pull")))
                .hasMessage(over);
        assertThat(guard.mayPing(TOKENS)).isFalse();
        assertThat(guard.mayPush(TOKENS, "team/app")).isFalse();
        assertThat(contacts).isEmpty();
        assertThat(passwords).isEmpty();
    }

    @Test
    void givesNothingThatArrivesAfterTheRun() {
        CredentialGuard[] ending = new CredentialGuard[1];
        CredentialSource slow = host -> {
            ending[0].close();
            return Optional.of(Credential.password("user", "the-password"));
        };
        ending[0] = new CredentialGuard(
                slow, tokens(), new ScopeGuard(Map.of(PASSWORDS, List.of(TokenScope.pull("team/app"))), log::add));
        assertThatThrownBy(() -> ending[0].password(PASSWORDS))
                .hasMessage("No credentials are given out any more: the run is over");
    }

    @Test
    void fetchesNothingForAMachineThatHasThePasswords() throws Exception {
        CredentialGuard itself = CredentialGuard.ofPasswords(host ->
                host.equals(TOKENS) ? Optional.of(Credential.password("user", "the-password")) : Optional.empty());
        assertThat(itself.password(TOKENS)).isPresent();
        assertThat(itself.password("127.0.0.1:8080")).isEmpty();
        assertThat(itself.token("127.0.0.1:8080", scopes("repository:a:pull"))).isEmpty();
        assertThat(itself.anonymousToken("127.0.0.1:8080", scopes("repository:a:pull")))
                .isEmpty();
        assertThat(itself.mayPing(TOKENS)).isFalse();
    }
}
