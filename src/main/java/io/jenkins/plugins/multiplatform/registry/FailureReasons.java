package io.jenkins.plugins.multiplatform.registry;

import com.google.common.base.Throwables;
import io.jenkins.plugins.multiplatform.image.PrintableText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Puts the failures of connections into words, with what to do about them. */
final class FailureReasons {
    private static final int MAX_CHARACTERS = 500;

    private FailureReasons() {}

    /**
     * @param host as the user wrote it
     * @return what follows "but failed because: "
     */
    static String of(IOException failure, String host) {
        if (failure instanceof GaveUpException gaveUp && gaveUp.getCause() instanceof IOException last) {
            return of(last, host) + " (tried " + gaveUp.attempts() + " times)";
        }
        if (Causes.has(failure, UnknownHostException.class) || Causes.has(failure, UnresolvedAddressException.class)) {
            return "the name of " + host + " is not known: is it spelled right, and does this machine reach its name"
                    + " server or need a proxy (HTTPS_PROXY)?";
        }
        if (failure instanceof InvalidHostException) {
            return rootMessage(failure);
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection to " + host + " came about: is a proxy needed (HTTPS_PROXY), or is a firewall or VPN"
                    + " in the way?";
        }
        if (failure instanceof ConnectException) {
            return "connection refused by " + host + ": is it running, and is the port right?";
        }
        if (failure instanceof HttpTimeoutException) {
            return failure.getMessage() + " from " + host;
        }
        if (Causes.has(failure, StalledTransferException.class)) {
            return rootMessage(failure);
        }
        return ofTls(failure, host).orElseGet(() -> ofBroken(failure, host));
    }

    private static Optional<String> ofTls(IOException failure, String host) {
        if (Causes.has(failure, CertificateException.class)) {
            return Optional.of("x509: the certificate of " + host + " is not accepted: "
                    + rootMessage(failure)
                    + "; if it is signed by an authority of your own, give that authority's certificate as a"
                    + " PEM file (Manage Jenkins, System, Multi-platform builds, Certificates of registries;"
                    + " --registry-ca of bin/mpb)");
        }
        boolean notTls = rootMessage(failure).contains("Unsupported or unrecognized SSL message");
        return notTls
                ? Optional.of(host + " does not speak TLS; if it is meant to be used without, write it with http:// or"
                        + " list it as an insecure registry")
                : Optional.empty();
    }

    private static String ofBroken(IOException failure, String host) {
        String what = failure instanceof SSLException ? "the TLS connection to " : "the connection to ";
        return Causes.has(failure, UnacceptableAnswerException.class)
                ? rootMessage(failure)
                : what + host + " broke (" + rootMessage(failure) + ")";
    }

    private static String rootMessage(IOException failure) {
        Throwable root = Throwables.getRootCause(failure);
        String message = root.getMessage();
        // The JDK quotes what it could not read, as it came.
        return message == null ? root.getClass().getSimpleName() : PrintableText.line(message, MAX_CHARACTERS);
    }
}
