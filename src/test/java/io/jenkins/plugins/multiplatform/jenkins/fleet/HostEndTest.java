package io.jenkins.plugins.multiplatform.jenkins.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.TaskListener;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.ScopeGuard;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.build.BuildEvent;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgent;
import io.jenkins.plugins.multiplatform.job.SecretMask;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that was taken over, and what the controller sends and gives out because of it. */
class HostEndTest {
    private static final String USER = "Basic Ym9iOmNhbmFyeQ==";

    private final List<BuildEvent> events = new CopyOnWriteArrayList<>();
    private final SecretMask mask = new SecretMask(
            values -> Pattern.compile(values.stream().map(Pattern::quote).collect(Collectors.joining("|"))));
    private TokenRegistry registry;
    private TokenRegistry internal;
    private HostEnd end;

    @BeforeEach
    void start() throws IOException {
        registry = new TokenRegistry();
        internal = new TokenRegistry();
        end = end(Map.of(registry.host(), List.of(TokenScope.pullAndPush("team/app"))), true);
    }

    @AfterEach
    void stop() {
        registry.close();
        internal.close();
    }

    /** @param steps whether the agent runs steps of the Dockerfile */
    private HostEnd end(Map<String, List<TokenScope>> plan, boolean steps) {
        RegistryTrust trust = RegistryTrust.NONE;
        CredentialSource credentials = host ->
                host.equals(registry.host()) ? Optional.of(Credential.password("bob", "canary")) : Optional.empty();
        RunSite site = new RunSite(
                null,
                TaskListener.NULL,
                "ws",
                null,
                null,
                null,
                trust,
                credentials,
                new RegistryClient(
                                RunSite.registries(trust)
                                        .withPlainHttp(registry.host())
                                        .withPlainHttp(internal.host()),
                                credentials)
                        .tokenSource(),
                id -> id.equals("npm") ? Optional.of("hunter2".getBytes(StandardCharsets.UTF_8)) : Optional.empty(),
                id -> id.equals("default") ? Optional.of(new Key()) : Optional.empty(),
                mask,
                "",
                null);
        ScopeGuard guard = new ScopeGuard(plan, line -> {});
        return new HostEnd(
                steps ? RunAnswers.toBuild(site, guard) : RunAnswers.toCheck(site, guard),
                events::add,
                null,
                "the workspace",
                "an agent");
    }

    private static final class Key implements SshAgent {
        @Override
        public byte[] answer(byte[] request) {
            return request;
        }

        @Override
        public void check() throws IOException {
            throw new IOException("not asked for");
        }
    }

    private static ArrayList<TokenScope> pull(String repository) {
        return new ArrayList<>(List.of(TokenScope.pull(repository)));
    }

    @Test
    void sendsNothingToAHostOfTheAgentsChoice() throws Exception {
        String host = internal.host();
        assertThat(end.servesTokens(host)).isFalse();
        assertThat(end.forHost(host)).isNull();
        assertThat(end.answers(host)).isFalse();
        for (boolean anonymous : new boolean[] {true, false}) {
            assertThatThrownBy(() -> end.token(host, pull("team/app"), anonymous))
                    .hasMessage("no tokens are fetched for this registry");
        }
        assertThat(internal.requests()).isEmpty();
    }

    /** A Dockerfile is the repository's word, and an agent that has the workspace says what is in it. */
    @Test
    void sendsNothingToAHostThatOnlyTheDockerfileNames() throws Exception {
        String host = internal.host();
        HostEnd named = end(Map.of(host, List.of(TokenScope.pull("team/base"))), true);
        assertThat(named.servesTokens(host)).isFalse();
        assertThat(named.answers(host)).isFalse();
        assertThatThrownBy(() -> named.token(host, pull("team/base"), false))
                .hasMessage("no tokens are fetched for this registry");
        assertThat(internal.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "localhost:22", "169.254.169.254", "[::1]:80", "closed.invalid", ""})
    void tellsNoPortsApart(String host) throws Exception {
        assertThat(end.servesTokens(host)).isFalse();
        assertThat(end.answers(host)).isFalse();
        assertThatThrownBy(() -> end.token(host, pull("a"), true))
                .hasMessage("no tokens are fetched for this registry");
    }

    @Test
    void givesNoPasswordOfARegistryWithTokensToABuildThatPushesNothing() throws Exception {
        assertThat(end(Map.of(), true).forHost(registry.host())).isNull();
        assertThat(end(Map.of(), false).forHost(registry.host())).isNull();
    }

    @Test
    void givesNoPasswordOfARegistryWithTokens() {
        assertThatThrownBy(() -> end.forHost(registry.host()))
                .hasMessage("it gives tokens, so no password is given to nodes");
    }

    @Test
    void fetchesWhatThePlanNeedsAndNoMore() throws Exception {
        ArrayList<TokenScope> asked = new ArrayList<>(List.of(
                new TokenScope("repository", "team/app", List.of("delete", "pull", "push", "*")),
                TokenScope.pullAndPush("team/other"),
                new TokenScope("registry", "catalog", List.of("*"))));
        assertThat(end.token(registry.host(), asked, false).value()).isEqualTo("a-token");
        assertThat(registry.requests())
                .containsExactly(
                        "GET /v2/", "GET /token?service=s&scope=repository%3Ateam%2Fapp%3Apull%2Cpush " + USER);
    }

    @Test
    void fetchesAPublicImagesTokenForThatImage() throws Exception {
        assertThat(end.token(registry.host(), pull("public/tool"), true).value())
                .isEqualTo("a-token");
        assertThat(registry.requests())
                .containsExactly("GET /v2/", "GET /token?service=s&scope=repository%3Apublic%2Ftool%3Apull");
    }

    @Test
    void givesNoSecretsToAnAgentThatRunsNoSteps() throws Exception {
        HostEnd check = end(Map.of(), false);
        assertThat(end.secret("npm")).isNotNull();
        assertThat(end.offersSsh("default")).isTrue();
        assertThat(check.secret("npm")).isNull();
        assertThat(check.offersSsh("default")).isFalse();
        assertThatThrownBy(() -> check.ssh("default", new byte[] {11})).hasMessage("unset ssh forward key default");
    }

    @Test
    void hidesInWhatTheAgentSaysAllThatItWasGiven() throws Exception {
        end.heard(new BuildEvent.Noted("hunter2, a-token"));
        end.secret("npm");
        end.token(registry.host(), pull("team/app"), false);
        end.heard(new BuildEvent.Noted("hunter2, a-token"));
        assertThat(events)
                .containsExactly(new BuildEvent.Noted("hunter2, a-token"), new BuildEvent.Noted("****, ****"));
    }

    @Test
    void givesNothingAfterTheEnd() {
        end.close();
        String over = "No credentials are given out any more: the run is over";
        assertThatThrownBy(() -> end.forHost(registry.host())).hasMessage(over);
        assertThatThrownBy(() -> end.servesTokens(registry.host())).hasMessage(over);
        assertThatThrownBy(() -> end.token(registry.host(), pull("team/app"), false))
                .hasMessage(over);
        assertThatThrownBy(() -> end.token(registry.host(), pull("team/app"), true))
                .hasMessage(over);
        assertThatThrownBy(() -> end.secret("npm")).hasMessage("no secrets are given out any more: the run is over");
        assertThatThrownBy(() -> end.ssh("default", new byte[] {11}))
                .hasMessage("no SSH agent answers any more: the run is over");
        assertThat(end.offersSsh("default")).isFalse();
        assertThat(end.answers(registry.host())).isFalse();
        assertThat(registry.requests()).isEmpty();
    }
}
