package io.jenkins.plugins.multiplatform.registry;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * Decides between https and http for a registry: http only where the user wrote it, or where it is allowed (loopback,
 * marked insecure) and the registry was seen to speak no TLS.
 */
final class SchemeChooser {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final RegistrySettings settings;
    private final HttpSender sender;

    SchemeChooser(RegistrySettings settings, HttpSender sender) {
        this.settings = settings;
        this.sender = sender;
    }

    /** Asks the registry at most one request, and only where both are possible. */
    String choose(String host) throws InterruptedException {
        if (settings.plainHttpHosts().contains(host)) {
            return "http";
        }
        boolean mayBeHttp = settings.insecureHosts().contains(host) || Hosts.isLoopback(Hosts.withoutPort(host));
        return mayBeHttp && !speaksTls(host) ? "http" : "https";
    }

    private boolean speaksTls(String host) throws InterruptedException {
        HttpRequest ping =
                HttpRequest.newBuilder(URI.create("https://" + host + "/v2/")).build();
        try {
            sender.send(ping, BodyHandlers.discarding(), TIMEOUT);
            return true;
        } catch (SSLException e) {
            return Causes.has(e, CertificateException.class);
        } catch (ConnectException e) {
            // without a port the two schemes mean two ports, and the other one may listen
            return !Hosts.withoutPort(host).equals(host);
        } catch (IOException e) {
            // what closes or breaks the connection at a TLS greeting does not understand it
            return false;
        }
    }
}
