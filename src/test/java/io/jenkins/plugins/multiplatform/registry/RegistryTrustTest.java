package io.jenkins.plugins.multiplatform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryTrustTest {
    @Test
    void readsHostsAsPeopleWriteThem() throws Exception {
        RegistryTrust trust = RegistryTrust.parse(
                List.of(" one.example:5000", "http://two.example/", "", "[::1]:5000", "https://three.example"), " ");
        assertThat(trust)
                .isEqualTo(new RegistryTrust(
                        Set.of("one.example:5000", "two.example", "[::1]:5000", "three.example"), ""));
        assertThat(trust.settings().insecureHosts()).isEqualTo(trust.insecureHosts());
        assertThat(trust.settings().trust()).isEmpty();
        assertThat(RegistryTrust.parse(List.of(), "")).isEqualTo(RegistryTrust.NONE);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> RegistryTrust.parse(List.of("one.example/team"), ""))
                .isInstanceOf(RegistryException.class)
                .hasMessage("\"one.example/team\" is no host of a registry: expected HOST[:PORT]");
        assertThatThrownBy(() -> RegistryTrust.parse(List.of(), "nothing"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("Cannot read certificates of registries: there is none in PEM form");
    }

    @Test
    @NeedsTestBed
    void itsCertificatesHoldOnAnotherMachine(TestBed bed) throws Exception {
        RegistryTrust trust = RegistryTrust.parse(List.of(), Files.readString(bed.path("registry.tls.ca")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(trust);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((RegistryTrust) in.readObject()).settings().trust()).isPresent();
        }
    }
}
