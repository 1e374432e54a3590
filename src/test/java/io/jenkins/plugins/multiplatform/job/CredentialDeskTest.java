package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CredentialDeskTest {
    private final List<String> log = new ArrayList<>();

    @Test
    void answersForTheHostsOfTheRunAlone() throws Exception {
        CredentialDesk desk = desk();
        assertThat(desk.forHost("registry:5000")).contains(Credential.password("user", "password1"));
        assertThat(desk.forHost("evil.example.com")).isEmpty();
        assertThat(desk.forHost("evil.example.com")).isEmpty();
        assertThat(log)
                .containsExactly("no credentials for evil.example.com: it is used anonymously, those given are for"
                        + " registry:5000");
    }

    @Test
    void readsACredentialAnewEachTime() throws Exception {
        CredentialDesk desk = desk();
        assertThat(desk.forHost("registry:5000").orElseThrow().secret()).isEqualTo("password1");
        assertThat(desk.forHost("registry:5000").orElseThrow().secret()).isEqualTo("password2");
    }

    @Test
    void answersNobodyAfterTheRun() {
        CredentialDesk desk = desk();
        desk.close();
        assertThatThrownBy(() -> desk.forHost("registry:5000"))
                .isInstanceOf(CredentialException.class)
                .hasMessage("No credentials are given out any more: the run is over");
    }

    @Test
    void doesNotLetAnAgentFillOrForgeTheLog() throws Exception {
        CredentialDesk desk = desk();
        desk.forHost("host\nFinished: SUCCESS\u001b[8m");
        assertThat(log.get(0)).startsWith("no credentials for host?Finished:?SUCCESS?[8m:");
        for (int i = 0; i < 100; i++) {
            desk.forHost("h" + i + "x".repeat(1000));
        }
        assertThat(log).hasSize(20).allSatisfy(line -> assertThat(line).hasSizeLessThan(250));
    }

    @Test
    void saysNothingWhereNoCredentialsAreGiven() throws Exception {
        CredentialDesk desk = new CredentialDesk(Map.of(), log::add);
        assertThat(desk.forHost("docker.io")).isEmpty();
        assertThat(log).isEmpty();
    }

    private CredentialDesk desk() {
        AtomicInteger asked = new AtomicInteger();
        return new CredentialDesk(
                Map.of("registry:5000", () -> Credential.password("user", "password" + asked.incrementAndGet())),
                log::add);
    }
}
