package io.jenkins.plugins.multiplatform.auth;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Gets tokens: with a password or anonymously by GET, with an identity token by OAuth2's POST, and by GET where
 * a token server has no POST, as Docker does.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token authentication specification</a>
 * @see <a href="https://distribution.github.io/distribution/spec/auth/oauth/">OAuth2 token specification</a>
 */
public final class TokenFetcher {
    private static final String CLIENT_ID = "multi-platform-build";

    /** Of token servers that know only GET: they take an identity token as a password. */
    private static final Set<Integer> NO_POST = Set.of(401, 404, 405);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TokenTransport transport;
    private final InstantSource clock;

    public TokenFetcher(TokenTransport transport, InstantSource clock) {
        this.transport = transport;
        this.clock = clock;
    }

    /**
     * Gets a token that was never used before.
     *
     * @param credential nothing for an anonymous token
     * @throws TokenException if the token server cannot be reached, refuses, or answers something else than a token
     * @throws CredentialException if the credential cannot be sent there
     */
    public BearerToken fetch(TokenRequest request, Optional<Credential> credential)
            throws AuthException, InterruptedException {
        if (credential.isPresent() && request.isPlainHttp() && !request.registryIsPlainHttp()) {
            throw failure(
                    request,
                    "that address is plain http, and the registry is not: the credential of "
                            + credential.get().label() + " was not sent there");
        }
        try {
            if (credential.isEmpty() || !credential.get().identityToken()) {
                return read(request, credential, transport.send(getOf(request, credential)));
            }
            HttpResponse<byte[]> response = transport.send(postOf(request, credential.get()));
            return read(
                    request,
                    credential,
                    NO_POST.contains(response.statusCode()) ? transport.send(getOf(request, credential)) : response);
        } catch (IOException e) {
            throw new TokenException(
                    "Tried to get a token from " + request.describe() + " but failed because: "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    e);
        }
    }

    private HttpRequest getOf(TokenRequest request, Optional<Credential> credential) throws CredentialException {
        StringJoiner query = new StringJoiner("&");
        Optional.ofNullable(request.realm().getRawQuery()).ifPresent(query::add);
        request.service().ifPresent(service -> query.add("service=" + encode(service)));
        request.scopes().forEach(scope -> query.add("scope=" + encode(scope.toString())));
        String realm = withoutQuery(request.realm());
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(realm + (query.length() == 0 ? "" : "?" + query)))
                .timeout(TIMEOUT)
                .header("Accept", "application/json");
        if (credential.isPresent()) {
            http.header("Authorization", basic(credential.get()));
        }
        return http.build();
    }

    /** An identity token goes without a user name, as from BuildKit. */
    private static String basic(Credential credential) throws CredentialException {
        return credential.identityToken()
                ? Credential.password("", credential.secret()).basicAuthorization()
                : credential.basicAuthorization();
    }

    private HttpRequest postOf(TokenRequest request, Credential identity) {
        StringJoiner form = new StringJoiner("&");
        form.add("grant_type=refresh_token");
        form.add("service=" + encode(request.service().orElse("")));
        form.add("client_id=" + CLIENT_ID);
        if (!request.scopes().isEmpty()) {
            StringJoiner scopes = new StringJoiner(" ");
            request.scopes().forEach(scope -> scopes.add(scope.toString()));
            form.add("scope=" + encode(scopes.toString()));
        }
        form.add("refresh_token=" + encode(identity.secret()));
        return HttpRequest.newBuilder(request.realm())
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
    }

    private BearerToken read(TokenRequest request, Optional<Credential> credential, HttpResponse<byte[]> response)
            throws TokenException {
        int status = response.statusCode();
        if (status == 401 || status == 403 || status == 400) {
            String tried = credential
                    .map(c -> "the credential of " + c.label() + " was refused")
                    .orElse("no credential was given, and anonymous access was refused");
            throw new TokenException(message(request, tried + " (status " + status + ")"), true);
        }
        if (status != 200) {
            throw failure(request, "the token server answered with status " + status);
        }
        return TokenAnswer.read(response.body())
                .filter(answer -> answer.isHeaderSafe())
                .map(answer -> answer.toToken(clock.instant()))
                .orElseThrow(() -> failure(request, "the token server's answer holds no usable token"));
    }

    private static TokenException failure(TokenRequest request, String reason) {
        return new TokenException(message(request, reason), false);
    }

    private static String message(TokenRequest request, String reason) {
        return "Tried to get a token from " + request.describe() + " but failed because: " + reason;
    }

    private static String withoutQuery(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
