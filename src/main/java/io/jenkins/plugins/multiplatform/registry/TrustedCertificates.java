package io.jenkins.plugins.multiplatform.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificate authorities that the JVM does not know: they are trusted beside those that it does. */
public final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * Trusts the certificates of a PEM file.
     *
     * @throws RegistryException if the file cannot be read or holds no certificate
     */
    public static SSLContext fromPem(Path file) throws RegistryException {
        String failed = "Cannot read certificates from " + file + ": ";
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, failed);
        } catch (IOException e) {
            throw new RegistryException(failed + e, e);
        }
    }

    /**
     * Trusts the certificates of a text in PEM form.
     *
     * @throws RegistryException if it has none
     */
    static SSLContext fromPem(String text) throws RegistryException {
        String failed = "Cannot read certificates of registries: ";
        if (!text.contains("-----BEGIN CERTIFICATE-----")) {
            throw new RegistryException(failed + "there is none in PEM form");
        }
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), failed);
    }

    private static SSLContext read(InputStream in, String failed) throws RegistryException {
        try {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new RegistryException(failed + "there is none in PEM form");
            }
            return contextOf(certificates);
        } catch (IOException | GeneralSecurityException e) {
            throw new RegistryException(failed + e, e);
        }
    }

    private static SSLContext contextOf(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        for (TrustManager manager : trustManagers(null)) {
            if (manager instanceof X509TrustManager known) {
                for (X509Certificate certificate : known.getAcceptedIssuers()) {
                    store.setCertificateEntry("known-" + count++, certificate);
                }
            }
        }
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("own-" + count++, certificate);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers(store), null);
        return context;
    }

    /** Of the JVM's own store for null. */
    private static TrustManager[] trustManagers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
