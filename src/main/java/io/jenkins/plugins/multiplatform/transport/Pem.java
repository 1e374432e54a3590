package io.jenkins.plugins.multiplatform.transport;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys from PEM text (RFC 7468). Its errors say which label was found, never any content, and
 * carry no cause: providers put parts of a key into their messages.
 */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    static List<X509Certificate> certificates(String pem, String what) throws TransportException {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (block.group(1).endsWith("CERTIFICATE")) {
                certificates.add(certificate(decode(block.group(2), what), what));
            }
        }
        if (certificates.isEmpty()) {
            throw new TransportException("Tried to read " + what + ", but found no \"BEGIN CERTIFICATE\" in it.");
        }
        return certificates;
    }

    static PrivateKey privateKey(String pem) throws TransportException {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            String label = block.group(1);
            if (label.endsWith("PRIVATE KEY")) {
                if (label.startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
                    throw new TransportException("Tried to read the client key, but it is encrypted."
                            + " Give it without a passphrase: openssl pkcs8 -topk8 -nocrypt");
                }
                return key(pkcs8(label, decode(block.group(2), "the client key")), label);
            }
        }
        throw new TransportException("Tried to read the client key, but found no \"BEGIN PRIVATE KEY\","
                + " \"BEGIN RSA PRIVATE KEY\" or \"BEGIN EC PRIVATE KEY\" in it.");
    }

    private static byte[] pkcs8(String label, byte[] content) throws TransportException {
        return switch (label) {
            case "PRIVATE KEY" -> content;
            case "RSA PRIVATE KEY" -> Der.pkcs8OfRsa(content);
            case "EC PRIVATE KEY" -> Der.pkcs8OfEc(content);
            default ->
                throw new TransportException("Tried to read the client key, but \"BEGIN " + label
                        + "\" isn't a kind that TLS knows." + " Convert it: openssl pkcs8 -topk8 -nocrypt");
        };
    }

    private static PrivateKey key(byte[] pkcs8, String label) throws TransportException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // not of this algorithm: the next may read it
            }
        }
        throw new TransportException(
                "Tried to read the client key, but its \"BEGIN " + label + "\" holds no RSA, EC or Ed25519 key.");
    }

    private static X509Certificate certificate(byte[] der, String what) throws TransportException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new TransportException("Tried to read " + what + ", but it holds a broken certificate.", e);
        }
    }

    private static byte[] decode(String base64, String what) throws TransportException {
        try {
            return Base64.getMimeDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new TransportException("Tried to read " + what + ", but its PEM isn't base64.");
        }
    }
}
