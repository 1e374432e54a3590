package io.jenkins.plugins.multiplatform.registry;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, in either case, as Go programs (and so Docker) read
 * them. Without them the JVM's own proxies hold. A proxy that asks for a password is not supported.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy">httpproxy</a>
 */
final class ProxyFromEnvironment extends ProxySelector {
    private final Optional<Proxy> http;
    private final Optional<Proxy> https;
    private final NoProxy noProxy;

    private ProxyFromEnvironment(Optional<Proxy> http, Optional<Proxy> https, NoProxy noProxy) {
        this.http = http;
        this.https = https;
        this.noProxy = noProxy;
    }

    static ProxySelector of(Map<String, String> environment) {
        Optional<Proxy> http = value(environment, "HTTP_PROXY").flatMap(ProxyFromEnvironment::proxy);
        Optional<Proxy> https = value(environment, "HTTPS_PROXY").flatMap(ProxyFromEnvironment::proxy);
        ProxySelector ofTheJvm = ProxySelector.getDefault();
        if (http.isEmpty() && https.isEmpty() && ofTheJvm != null) {
            return ofTheJvm;
        }
        return new ProxyFromEnvironment(
                http, https, NoProxy.parse(value(environment, "NO_PROXY").orElse("")));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    private static Optional<Proxy> proxy(String value) {
        String address = value.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
        String withoutUser = address.substring(address.lastIndexOf('@') + 1);
        try {
            HostAndPort host = HostAndPort.fromString(withoutUser).withDefaultPort(80);
            return Optional.of(
                    new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host.getHost(), host.getPort())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        if (noProxy.matches(uri.getHost(), port)) {
            return List.of(Proxy.NO_PROXY);
        }
        return List.of((tls ? https : http).orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // the request that met it tells
    }
}
