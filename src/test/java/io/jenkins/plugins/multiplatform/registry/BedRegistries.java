package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.Optional;
import java.util.UUID;

/** The registries of the test bed as these tests use them. */
public final class BedRegistries {
    private final TestBed bed;

    public BedRegistries(TestBed bed) {
        this.bed = bed;
    }

    /** Knows the user of every registry and trusts the bed's certificate authority. */
    public RegistryClient client() throws RegistryException {
        return new RegistryClient(settings(), credentials(bed.get("registry.tls.password")));
    }

    RegistrySettings settings() throws RegistryException {
        return RegistrySettings.standard().withTrust(TrustedCertificates.fromPem(bed.path("registry.tls.ca")));
    }

    CredentialSource credentials(String password) {
        return host -> Optional.of(Credential.password(bed.get("registry.tls.user"), password));
    }

    /** A repository that nobody else has. */
    public Reference fresh(String registry, String prefix) throws InvalidReferenceException {
        return Reference.parseNormalized(bed.get("registry." + registry) + "/" + prefix + UUID.randomUUID());
    }

    /** A stand-in of Docker Hub's alpine, for three platforms. */
    public Reference alpine() throws InvalidReferenceException {
        return Reference.parseNormalized(bed.get("registry.hub") + "/library/alpine:latest");
    }
}
