package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a TLS connection needs besides its address, as PEM text. Keys may be PKCS#8 (RSA, EC, Ed25519), PKCS#1 or SEC1.
 * Neither {@link #toString()} nor any error text shows a key.
 */
public final class TlsMaterial implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final TlsMaterial SYSTEM = new TlsMaterial("", "", "", "");

    private final String authorities;
    private final String certificate;
    private final String key;
    private final String serverName;

    private TlsMaterial(String authorities, String certificate, String key, String serverName) {
        this.authorities = authorities;
        this.certificate = certificate;
        this.key = key;
        this.serverName = serverName;
    }

    /** Trusts what this JVM trusts and shows no client certificate. */
    public static TlsMaterial system() {
        return SYSTEM;
    }

    /** Trusts these certificates and nothing else. */
    public TlsMaterial withAuthorities(String pem) {
        return new TlsMaterial(pem, certificate, key, serverName);
    }

    public TlsMaterial withAuthorities(Path pem) throws IOException {
        return withAuthorities(read(pem));
    }

    /** Shows this certificate (then its chain) to the server. */
    public TlsMaterial withClient(String certificatePem, String keyPem) {
        return new TlsMaterial(authorities, certificatePem, keyPem, serverName);
    }

    public TlsMaterial withClient(Path certificatePem, Path keyPem) throws IOException {
        return withClient(read(certificatePem), read(keyPem));
    }

    /** The name that the server's certificate must have, where it isn't the host that is dialled. */
    public TlsMaterial withServerName(String name) {
        return new TlsMaterial(authorities, certificate, key, name);
    }

    Optional<String> authorities() {
        return Optional.of(authorities).filter(pem -> !pem.isBlank());
    }

    Optional<String> certificate() {
        return Optional.of(certificate).filter(pem -> !pem.isBlank());
    }

    String key() {
        return key;
    }

    Optional<String> serverName() {
        return Optional.of(serverName).filter(name -> !name.isBlank());
    }

    private static String read(Path pem) throws IOException {
        try {
            return Files.readString(pem, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TransportException("Tried to read the PEM file " + pem + ", but got " + e, e);
        }
    }

    @Override
    public String toString() {
        return "TlsMaterial[authorities=" + (authorities.isBlank() ? "system" : "given") + ", client="
                + (certificate.isBlank() ? "none" : "given") + ", serverName="
                + (serverName.isBlank() ? "as dialled" : serverName) + "]";
    }
}
