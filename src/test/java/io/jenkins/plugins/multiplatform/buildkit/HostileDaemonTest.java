package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialGuard;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
import io.jenkins.plugins.multiplatform.auth.RegistryLogin;
import io.jenkins.plugins.multiplatform.auth.ScopeGuard;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.AuthGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.CredentialsRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.CredentialsResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.FetchTokenRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.FetchTokenResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.GetTokenAuthorityRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.VerifyTokenAuthorityRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that was taken over asks for more than the build needs: it gets an error, and the log a line. */
@Timeout(30)
class HostileDaemonTest {
    private static final String TOKENS = "tokens.example";
    private static final String PASSWORDS = "passwords.example:5000";
    private static final String NOTHING = "this build needs nothing of what the token was asked for";

    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private DaemonDouble daemon;
    private AuthGrpc.AuthBlockingStub auth;

    @BeforeEach
    void openASession() throws Exception {
        TokenSource tokens = new TokenSource() {
            @Override
            public RegistryLogin login(String registryHost, List<TokenScope> scopes) {
                return registryHost.equals(PASSWORDS) ? RegistryLogin.PASSWORD : RegistryLogin.TOKEN;
            }

            @Override
            public GrantedToken fetch(String registryHost, List<TokenScope> scopes) throws AuthException {
                fetched.add("as user at " + registryHost + ": " + scopes);
                return new GrantedToken("the-token", 300);
            }

            @Override
            public GrantedToken fetchAnonymously(String registryHost, List<TokenScope> scopes) {
                fetched.add("anonymously at " + registryHost + ": " + scopes);
                return new GrantedToken("nobodys-token", 0);
            }
        };
        Map<String, List<TokenScope>> scopes = Map.of(
                TOKENS,
                List.of(TokenScope.pullAndPush("team/app"), TokenScope.pull("team/base")),
                "docker.io",
                List.of(TokenScope.pull("library/alpine")),
                PASSWORDS,
                List.of(TokenScope.pull("team/other")));
        CredentialGuard registries = new CredentialGuard(
                host -> host.equals(PASSWORDS) || host.equals(TOKENS)
                        ? Optional.of(Credential.password("user", "the-password"))
                        : Optional.empty(),
                tokens,
                new ScopeGuard(scopes, log::add));
        daemon = new DaemonDouble(new SessionServices(Map.of(), registries, "key"));
        auth = AuthGrpc.newBlockingStub(daemon.session());
    }

    @AfterEach
    void close() {
        daemon.close();
    }

    private FetchTokenResponse fetch(String host, String... scopes) {
        return auth.fetchToken(FetchTokenRequest.newBuilder()
                .setHost(host)
                .setRealm("http://127.0.0.1:1/steal")
                .setService("thief")
                .addAllScopes(List.of(scopes))
                .build());
    }

    private void refuses(String host, String why, String... scopes) {
        assertThatThrownBy(() -> fetch(host, scopes))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage(why);
        assertThat(fetched).isEmpty();
    }

    private CredentialsResponse password(String host) {
        return auth.credentials(CredentialsRequest.newBuilder().setHost(host).build());
    }

    @Test
    void getsATokenForWhatTheBuildNeeds() {
        FetchTokenResponse token = fetch(TOKENS, "repository:team/app:pull,push");
        assertThat(token.getToken()).isEqualTo("the-token");
        assertThat(token.getExpiresIn()).isEqualTo(300);
        fetch(TOKENS, "repository:team/app:push repository:team/base:pull");
        fetch("registry-1.docker.io", "repository:library/alpine:pull");
        assertThat(fetched)
                .containsExactly(
                        "as user at tokens.example: [repository:team/app:pull,push]",
                        "as user at tokens.example: [repository:team/app:push, repository:team/base:pull]",
                        "as user at docker.io: [repository:library/alpine:pull]");
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repository:team/other:push",
                "repository:team/base:push",
                "repository:team/app:delete",
                "repository:team/app:*",
                "repository(plugin):team/app:push",
                "registry:catalog:*"
            })
    void getsNoTokenForWhatTheBuildDoesNotNeed(String scope) {
        refuses(TOKENS, "FAILED_PRECONDITION: token for tokens.example: " + NOTHING, scope);
        assertThat(log)
                .containsExactly("a node asked for more than this build needs, and did not get it: " + scope
                        + " at tokens.example");
    }

    @Test
    void getsNoTokenForNothing() {
        refuses(TOKENS, "FAILED_PRECONDITION: token for tokens.example: " + NOTHING);
    }

    @Test
    void getsNoTokenForWhatIsNoScope() {
        refuses(
                TOKENS,
                "FAILED_PRECONDITION: token for tokens.example: invalid token scope \"all\", expected"
                        + " type:name:action,...",
                "all");
    }

    @Test
    void getsTheRestOfARequestThatGoesTooFar() {
        fetch(TOKENS, "repository:team/app:delete,pull,push", "repository:team/copied:pull");
        fetch(TOKENS, "repository:team/app:pull", "repository:team/secret:pull");
        fetch(TOKENS, "repository:team/app:pull", "repository:team/secret:pull");
        assertThat(fetched)
                .containsExactly(
                        "as user at tokens.example: [repository:team/app:pull,push]",
                        "as user at tokens.example: [repository:team/app:pull]",
                        "as user at tokens.example: [repository:team/app:pull]");
        assertThat(log)
                .as("each once, and nothing of layers that a push could copy")
                .containsExactly(
                        "a node asked for more than this build needs, and did not get it:"
                                + " repository:team/app:delete,pull,push at tokens.example",
                        "a node asked for more than this build needs, and did not get it:"
                                + " repository:team/secret:pull at tokens.example");
    }

    @Test
    void pullsWhatThePlanDoesNotNameAsNobody() {
        FetchTokenResponse token = fetch("registry-1.docker.io", "repository:docker/dockerfile:pull");
        assertThat(token.getToken()).isEqualTo("nobodys-token");
        assertThat(token.getExpiresIn()).as("0 would mean a minute").isEqualTo(1);
        assertThat(fetched).containsExactly("anonymously at docker.io: [repository:docker/dockerfile:pull]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere.example", "docker.io.", PASSWORDS})
    void getsNoTokenForAnotherHost(String host) {
        refuses(host, "UNAVAILABLE: token for " + host + ": the client fetches none", "repository:team/app:push");
    }

    @Test
    void getsNoPasswordWhereTokensDo() {
        assertThatThrownBy(() -> password(TOKENS))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("FAILED_PRECONDITION: credentials for tokens.example: it gives tokens, so no password is"
                        + " given to nodes");
    }

    @Test
    void getsThePasswordWhereThereAreNoTokens() {
        assertThat(password(PASSWORDS).getSecret()).isEqualTo("the-password");
        assertThat(password("elsewhere.example")).isEqualTo(CredentialsResponse.getDefaultInstance());
    }

    @Test
    void fillsTheLogWithTwentyLinesAtMost() {
        for (int i = 0; i < 100; i++) {
            int number = i;
            assertThatThrownBy(() -> fetch(TOKENS, "repository:guess/" + number + "\u001b[2K:push"));
        }
        assertThat(log).hasSize(20).first().asString().endsWith("repository:guess/0 [2K:push at tokens.example");
    }

    @Test
    void knowsTheSessionByItsSignature() throws Exception {
        byte[] key = auth.getTokenAuthority(
                        GetTokenAuthorityRequest.newBuilder().setHost(TOKENS).build())
                .getPublicKey()
                .toByteArray();
        byte[] payload = "a challenge".getBytes(StandardCharsets.UTF_8);
        byte[] signed = auth.verifyTokenAuthority(VerifyTokenAuthorityRequest.newBuilder()
                        .setHost(TOKENS)
                        .setPayload(ByteString.copyFrom(payload))
                        .build())
                .getSigned()
                .toByteArray();
        assertThat(key).hasSize(32);
        assertThat(Arrays.copyOfRange(signed, 64, signed.length)).isEqualTo(payload);
        Signature signature = Signature.getInstance("Ed25519");
        byte[] x509 = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(key));
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        signature.update(payload);
        assertThat(signature.verify(signed, 0, 64)).isTrue();
    }
}
