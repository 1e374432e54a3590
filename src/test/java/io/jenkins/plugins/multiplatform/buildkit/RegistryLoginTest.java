package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon asks its client for passwords. */
@NeedsTestBed
@Timeout(60)
class RegistryLoginTest {
    private static final String WRONG = "not-the-password-4711";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private TestBed bed;
    private BuildkitClient client;

    @BeforeEach
    void connect(TestBed testBed) throws Exception {
        bed = testBed;
        client = SessionSolve.engine(bed, "a");
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private CredentialSource only(String host, Credential credential) {
        return asking -> {
            asked.add(asking);
            return asking.equals(host) ? Optional.of(credential) : Optional.empty();
        };
    }

    private Credential credential(String registry, String password) {
        return Credential.password(bed.get("registry." + registry + ".user"), password);
    }

    private SolveResult push(String host, CredentialSource credentials) throws Exception {
        return new SessionSolve(
                        client,
                        SessionSolve.dockerfile("FROM scratch", "COPY Dockerfile /" + UUID.randomUUID()),
                        credentials)
                .run(ExporterSpec.pushByDigest(host + "/login/" + UUID.randomUUID()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "token"})
    void pushesWithTheRightPassword(String registry) throws Exception {
        String host = bed.get("registry." + registry);
        SolveResult result =
                push(host, only(host, credential(registry, bed.get("registry." + registry + ".password"))));
        assertThat(result.imageDigest()).isPresent();
        assertThat(asked).as("hosts that the daemon asked for").containsOnly(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "token"})
    void namesTheRegistryThatRefusesAPasswordButNotThePassword(String registry) {
        String host = bed.get("registry." + registry);
        assertThatThrownBy(() -> push(host, only(host, credential(registry, WRONG))))
                .isInstanceOfSatisfying(
                        BuildkitException.class, e -> assertThat(e.kind()).isEqualTo(BuildkitException.Kind.BUILD))
                .hasMessageContaining(host)
                .satisfies(e -> assertThat(everything(e)).doesNotContain(WRONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "token"})
    void isAnonymousWhereItHasNoPassword(String registry) {
        String host = bed.get("registry." + registry);
        Credential other = credential(registry, bed.get("registry." + registry + ".password"));
        assertThatThrownBy(() -> push(host, only("elsewhere.example", other)))
                .isInstanceOf(BuildkitException.class)
                .hasMessageContaining(host);
        assertThat(asked).containsOnly(host);
    }

    @Test
    void tellsWhyACredentialCannotBeHad() {
        String host = bed.get("registry.tls");
        assertThatThrownBy(() -> push(host, asking -> {
                    throw new CredentialException("the keyring is locked");
                }))
                .isInstanceOf(BuildkitException.class)
                .hasMessageContaining("credentials for " + host + ": the keyring is locked");
    }

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
