package io.jenkins.plugins.multiplatform.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Where to get a token and for what.
 *
 * @param realm the token server's address, http or https
 * @param service how the registry calls itself there, if it does
 * @param scopes what the token is for; empty for a mere login
 * @param registryIsPlainHttp whether the registry itself is spoken to without TLS, with the user's consent: only then
 *     may a password go to a token server without TLS
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token authentication specification</a>
 */
public record TokenRequest(URI realm, Optional<String> service, List<TokenScope> scopes, boolean registryIsPlainHttp) {
    public TokenRequest {
        scopes = List.copyOf(scopes);
    }

    /**
     * What a registry's challenge asks for.
     *
     * @throws TokenException if the challenge names no usable token server
     */
    public static TokenRequest of(Challenge bearer, List<TokenScope> scopes, boolean registryIsPlainHttp)
            throws TokenException {
        String realm = bearer.parameter("realm")
                .orElseThrow(() -> new TokenException(
                        "The registry asks for a token but names no token server (a Bearer challenge without realm)",
                        false));
        return new TokenRequest(realmUri(realm), bearer.parameter("service"), scopes, registryIsPlainHttp);
    }

    private static URI realmUri(String realm) throws TokenException {
        try {
            URI uri = RegistryAddress.parse(realm);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below, as for any other address that cannot be used
        }
        throw new TokenException(
                "The registry names \"" + Printable.of(realm) + "\" as its token server, which is no http or https"
                        + " address",
                false);
    }

    boolean isPlainHttp() {
        return "http".equalsIgnoreCase(realm.getScheme());
    }

    /** How messages name the request: without the query, which may hold what is not for logs. */
    String describe() {
        String port = realm.getPort() < 0 ? "" : ":" + realm.getPort();
        String server = realm.getScheme() + "://" + realm.getHost() + port + realm.getPath();
        return scopes.isEmpty()
                ? server
                : server + " for "
                        + String.join(
                                " ", scopes.stream().map(TokenScope::toString).toList());
    }
}
