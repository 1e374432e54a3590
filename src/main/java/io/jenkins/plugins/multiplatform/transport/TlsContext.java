package io.jenkins.plugins.multiplatform.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Turns {@link TlsMaterial} into what JSSE wants; key stores live in memory only. */
final class TlsContext {
    private static final char[] IN_MEMORY = new char[0];

    private TlsContext() {}

    static SSLContext of(TlsMaterial material) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(material), trustManagers(material), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TransportException("Tried to prepare TLS, but " + e.getMessage() + ".");
        }
    }

    /** Null means JSSE's default: none. */
    private static KeyManager[] keyManagers(TlsMaterial material) throws IOException, GeneralSecurityException {
        if (material.certificate().isEmpty()) {
            return null;
        }
        List<X509Certificate> chain = Pem.certificates(material.certificate().get(), "the client certificate");
        PrivateKey key = Pem.privateKey(material.key());
        if (!key.getAlgorithm().equals(chain.get(0).getPublicKey().getAlgorithm())) {
            throw new TransportException("Tried to prepare TLS, but the client key is " + key.getAlgorithm()
                    + " and the client certificate is for "
                    + chain.get(0).getPublicKey().getAlgorithm() + ": they don't belong together.");
        }
        KeyStore store = empty();
        store.setKeyEntry("client", key, IN_MEMORY, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    /** Null means JSSE's default: the trust store of this JVM. */
    private static TrustManager[] trustManagers(TlsMaterial material) throws IOException, GeneralSecurityException {
        if (material.authorities().isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        int number = 0;
        for (X509Certificate authority :
                Pem.certificates(material.authorities().get(), "the certificate authorities")) {
            store.setCertificateEntry("authority" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }
}
