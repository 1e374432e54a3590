package io.jenkins.plugins.multiplatform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CredentialTest {
    @Test
    void neverPrintsItsSecret() {
        assertThat(Credential.password("bob", "canary")).hasToString("Credential[user \"bob\", secret=<redacted>]");
        assertThat(Credential.identityToken("canary")).hasToString("Credential[an identity token, secret=<redacted>]");
        assertThat(new BearerToken("canary", Instant.EPOCH))
                .hasToString("BearerToken[<redacted>, expires=1970-01-01T00:00:00Z]");
        assertThat(new TokenAnswer("canary", 1)).hasToString("TokenAnswer[<redacted>]");
    }

    @Test
    void writesBasicAuthenticationInUtf8() throws CredentialException {
        assertThat(Credential.password("bób", "pä:ss").basicAuthorization()).isEqualTo("Basic YsOzYjpww6Q6c3M=");
    }

    @Test
    void refusesBasicAuthenticationThatWouldBeReadDifferently() {
        assertThatThrownBy(() -> Credential.password("a:b", "canary").basicAuthorization())
                .isInstanceOf(CredentialException.class)
                .hasMessage("The user name \"a:b\" holds a colon, which HTTP's basic authentication cannot carry");
        assertThatThrownBy(() -> Credential.identityToken("canary").basicAuthorization())
                .isInstanceOf(CredentialException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void crossesToAnotherMachine() throws Exception {
        Credential credential = Credential.password("bob", "canary");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(credential);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(credential);
        }
    }
}
