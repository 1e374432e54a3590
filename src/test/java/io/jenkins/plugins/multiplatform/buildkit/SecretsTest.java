package io.jenkins.plugins.multiplatform.buildkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.buildkit.session.SecretException;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A step mounts a secret, and the daemon asks its client for it. */
@NeedsTestBed
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"engine", "relay"})
class SecretsTest {
    private static final int LIMIT = 500 << 10;

    private final String way;

    SecretsTest(String way) {
        this.way = way;
    }

    private void run(TestBed bed, SecretSource secrets, String step) throws Exception {
        try (BuildkitClient client = SessionSolve.reached(bed, way)) {
            SessionSolve.ofDockerfile(client, "FROM alpine", step + "; : " + UUID.randomUUID())
                    .serving(services -> services.withSecrets(secrets))
                    .run();
        }
    }

    private void fails(TestBed bed, SecretSource secrets, String why) {
        assertThatThrownBy(() -> run(bed, secrets, "RUN --mount=type=secret,id=key,required true"))
                .isInstanceOf(BuildkitException.class)
                .hasMessage("failed to solve: " + why);
    }

    @Test
    void isAFileOfTheStepThatMountsIt(TestBed bed) throws Exception {
        byte[] value = new byte[] {0, 1, -1, '\n'};
        run(
                bed,
                id -> id.equals("key") ? Optional.of(value) : Optional.empty(),
                "RUN --mount=type=secret,id=key [ \"$(od -An -tx1 /run/secrets/key)\" = ' 00 01 ff 0a' ]");
    }

    @Test
    void isAskedForAgainByEachStep(TestBed bed) throws Exception {
        AtomicInteger count = new AtomicInteger();
        SecretSource counting =
                id -> Optional.of(("value " + count.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
        run(
                bed,
                counting,
                "RUN --mount=type=secret,id=key [ \"$(cat /run/secrets/key)\" = 'value 1' ] ; : " + UUID.randomUUID()
                        + "\nRUN --mount=type=secret,id=key [ \"$(cat /run/secrets/key)\" = 'value 2' ]");
    }

    @Test
    void anUnknownOneIsLeftOutWhereItIsOptional(TestBed bed) throws Exception {
        run(bed, SecretSource.none(), "RUN --mount=type=secret,id=key [ ! -e /run/secrets/key ]");
    }

    @Test
    void anUnknownOneIsAnErrorWhereItIsRequired(TestBed bed) {
        fails(bed, SecretSource.none(), "secret key: not found");
    }

    @Test
    void theLargestOneIsTaken(TestBed bed) throws Exception {
        run(
                bed,
                id -> Optional.of(new byte[LIMIT]),
                "RUN --mount=type=secret,id=key [ $(wc -c < /run/secrets/key) = " + LIMIT + " ]");
    }

    @Test
    void aLargerOneIsRefused(TestBed bed) {
        fails(bed, id -> Optional.of(new byte[LIMIT + 1024]), "secret key too big. max size 500KiB");
    }

    @Test
    void saysWhyItCannotBeHad(TestBed bed) {
        fails(
                bed,
                id -> {
                    throw new SecretException("the vault is sealed");
                },
                "secret key: the vault is sealed");
    }
}
