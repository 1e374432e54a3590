package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialGuard;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.auth.ScopeGuard;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.auth.TokenSource;
import io.jenkins.plugins.multiplatform.buildkit.session.Session;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionServices;
import io.jenkins.plugins.multiplatform.registry.BedRegistries;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The client fetches tokens, and a daemon gets no password. The token server's own log is what tells. */
@NeedsTestBed
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"engine", "relay"})
class RegistryTokensTest {
    private final String name = UUID.randomUUID().toString();
    private final List<String> passwords = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final String way;
    private TestBed bed;
    private String host;
    private BuildkitClient client;

    RegistryTokensTest(String way) {
        this.way = way;
    }

    @BeforeEach
    void connect(TestBed testBed) throws Exception {
        bed = testBed;
        host = bed.get("registry.token");
        client = SessionSolve.reached(bed, way);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private SessionServices allow(SessionServices services, String registry, TokenScope... scopes) {
        CredentialSource credentials = asking -> {
            passwords.add(asking);
            return Optional.of(Credential.password(bed.get("registry.token.user"), bed.get("registry.token.password")));
        };
        try {
            TokenSource tokens = new BedRegistries(bed).client().tokenSource();
            ScopeGuard guard = new ScopeGuard(Map.of(registry, List.of(scopes)), log::add);
            return new SessionServices(
                    services.sources(), new CredentialGuard(credentials, tokens, guard), services.sharedKey());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private SessionSolve solve(String from, TokenScope... scopes) {
        return SessionSolve.ofDockerfile(client, "FROM " + from, "COPY Dockerfile /" + UUID.randomUUID())
                .serving(services -> allow(services, host, scopes));
    }

    /** @return the image */
    private String push(String repository) throws Exception {
        SolveResult result =
                solve("scratch", TokenScope.pullAndPush(repository)).run(pushTo(repository));
        return host + "/" + repository + "@" + result.imageDigest().orElseThrow();
    }

    private ExporterSpec pushTo(String repository) {
        return ExporterSpec.pushByDigest(host + "/" + repository);
    }

    /** What the token server says about a repository: who asked, for what, and what was granted. */
    private List<String> served(String repository) throws IOException {
        return Files.readAllLines(bed.path("registry.token.server.log")).stream()
                .filter(line -> line.contains(repository))
                .map(line -> line.replaceFirst("^\\S+ (GET|POST) ", ""))
                .distinct()
                .toList();
    }

    @Test
    void pushesWithATokenForThisRepositoryAlone() throws Exception {
        String repository = "login/" + name;
        push(repository);
        String scope = "[repository:" + repository + ":pull,push]";
        assertThat(served(repository)).containsExactly("testbed asked=" + scope + " granted=" + scope);
        assertThat(passwords).as("hosts whose password the daemon asked for").isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void pullsAPrivateBaseImageWithATokenToPull() throws Exception {
        String base = "login/base-" + name;
        solve(push(base), TokenScope.pull(base)).run();
        assertThat(served(base))
                .contains("testbed asked=[repository:" + base + ":pull] granted=[repository:" + base + ":pull]");
        assertThat(passwords).isEmpty();
    }

    @Test
    void pushesNowhereElse() throws Exception {
        String repository = "login/" + name;
        String other = "login/other-" + name;
        assertThatThrownBy(() ->
                        solve("scratch", TokenScope.pullAndPush(repository)).run(pushTo(other)))
                .isInstanceOf(BuildkitException.class)
                .hasMessageContaining(
                        "token for " + host + ": this build needs nothing of what the token was asked for");
        assertThat(served(other)).isEmpty();
        assertThat(log)
                .containsExactly("a node asked for more than this build needs, and did not get it: repository:" + other
                        + ":pull,push at " + host);
        assertThat(passwords).isEmpty();
    }

    @Test
    void leavesRefusingToTheRegistry() throws Exception {
        String repository = "forbidden/" + name;
        assertThatThrownBy(() -> push(repository))
                .isInstanceOfSatisfying(
                        BuildkitException.class, e -> assertThat(e.kind()).isEqualTo(BuildkitException.Kind.BUILD))
                .hasMessage("failed to solve: failed to push " + host + "/" + repository
                        + ": push access denied, repository does not exist or may require authorization: server"
                        + " message: insufficient_scope: authorization failed");
        assertThat(served(repository))
                .containsExactly("testbed asked=[repository:" + repository + ":pull,push] granted=[]");
    }

    @Test
    void pullsAPublicImageThatThePlanDoesNotNameAsNobody() throws Exception {
        String open = "public/" + name;
        solve(push(open), TokenScope.pull("login/" + name)).run();
        String scope = "[repository:" + open + ":pull]";
        assertThat(served(open)).contains("anonymous asked=" + scope + " granted=" + scope);
        assertThat(passwords).isEmpty();
    }

    /** A daemon shares tokens between sessions that prove to be of one user, and anonymous ones between all. */
    @Test
    void sharesNoTokensWithSessionsOfOthers() throws Exception {
        String repository = "login/" + name;
        SessionSolve nobody = SessionSolve.ofDockerfile(client, "FROM scratch", "COPY Dockerfile /" + name);
        SessionSolve user = solve("scratch", TokenScope.pullAndPush(repository));
        try (Session first = nobody.open()) {
            assertThatThrownBy(() -> nobody.run(first, pushTo(repository))).isInstanceOf(BuildkitException.class);
            try (Session second = user.open()) {
                user.run(second, pushTo(repository));
                assertThatThrownBy(() -> nobody.run(first, pushTo(repository))).isInstanceOf(BuildkitException.class);
                try (Session third = nobody.open()) {
                    assertThatThrownBy(() -> nobody.run(third, pushTo(repository)))
                            .isInstanceOf(BuildkitException.class);
                }
            }
        }
    }

    @Test
    void givesThePasswordToARegistryWithoutTokens() throws Exception {
        String registry = bed.get("registry.tls");
        SessionSolve.ofDockerfile(client, "FROM scratch", "COPY Dockerfile /" + name)
                .serving(services -> allow(services, registry, TokenScope.pullAndPush("login/" + name)))
                .run(ExporterSpec.pushByDigest(registry + "/login/" + name));
        assertThat(passwords).containsOnly(registry);
    }
}
