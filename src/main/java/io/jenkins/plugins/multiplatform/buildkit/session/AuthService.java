package io.jenkins.plugins.multiplatform.buildkit.session;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.auth.AuthException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialGuard;
import io.jenkins.plugins.multiplatform.auth.GrantedToken;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.AuthGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.CredentialsRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.CredentialsResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.FetchTokenRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.FetchTokenResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.GetTokenAuthorityRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.GetTokenAuthorityResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.VerifyTokenAuthorityRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.VerifyTokenAuthorityResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers a daemon that has to identify itself to a registry. Where the registry gives tokens, it gets one for what the
 * build needs, and never the password; elsewhere it gets the password, and an empty answer means anonymous.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/auth/auth.proto">auth.proto</a>
 */
final class AuthService extends AuthGrpc.AuthImplBase {
    private static final String HUB_ON_THE_WIRE = "registry-1.docker.io";
    private static final String HUB = "docker.io";

    private final CredentialGuard registries;
    private final TokenAuthority authority = new TokenAuthority();

    AuthService(CredentialGuard registries) {
        this.registries = registries;
    }

    @Override
    public void credentials(CredentialsRequest request, StreamObserver<CredentialsResponse> response) {
        String host = host(request.getHost());
        answer(
                response,
                "credentials for " + host,
                () -> registries
                        .password(host)
                        .map(AuthService::wire)
                        .or(() -> Optional.of(CredentialsResponse.getDefaultInstance())));
    }

    /** The daemon learns with which key we will sign, and so knows later sessions of the same user from others'. */
    @Override
    public void getTokenAuthority(
            GetTokenAuthorityRequest request, StreamObserver<GetTokenAuthorityResponse> response) {
        answerWithTokens(
                response,
                request.getHost(),
                host -> GetTokenAuthorityResponse.newBuilder()
                        .setPublicKey(ByteString.copyFrom(authority.publicKey()))
                        .build());
    }

    @Override
    public void verifyTokenAuthority(
            VerifyTokenAuthorityRequest request, StreamObserver<VerifyTokenAuthorityResponse> response) {
        answerWithTokens(
                response,
                request.getHost(),
                host -> VerifyTokenAuthorityResponse.newBuilder()
                        .setSigned(ByteString.copyFrom(
                                authority.sign(request.getPayload().toByteArray())))
                        .build());
    }

    @Override
    public void fetchToken(FetchTokenRequest request, StreamObserver<FetchTokenResponse> response) {
        String host = host(request.getHost());
        answer(
                response,
                tokenFor(host),
                () -> fetch(host, request.getScopesList())
                        .map(token -> FetchTokenResponse.newBuilder()
                                .setToken(token.value())
                                .setExpiresIn(Math.max(1, token.seconds()))
                                .build()));
    }

    private static String tokenFor(String host) {
        return "token for " + host;
    }

    private Optional<GrantedToken> fetch(String host, List<String> written) throws AuthException, InterruptedException {
        List<TokenScope> asked;
        try {
            asked = scopes(written);
        } catch (AuthException e) {
            if (registries.servesTokens(host)) {
                throw e;
            }
            return Optional.empty();
        }
        return registries.token(host, asked);
    }

    private static List<TokenScope> scopes(List<String> written) throws AuthException {
        List<TokenScope> scopes = new ArrayList<>();
        for (String several : written) {
            for (String scope : several.split(" ")) {
                scopes.add(TokenScope.parse(scope));
            }
        }
        return scopes;
    }

    private static String host(String wire) {
        return HUB_ON_THE_WIRE.equalsIgnoreCase(wire) ? HUB : wire.toLowerCase(Locale.ROOT);
    }

    private static CredentialsResponse wire(Credential credential) {
        CredentialsResponse.Builder response = CredentialsResponse.newBuilder().setSecret(credential.secret());
        // An identity token goes without a user name: that is how the daemon tells the two apart.
        return credential.identityToken()
                ? response.build()
                : response.setUsername(credential.username()).build();
    }

    private <T> void answerWithTokens(StreamObserver<T> response, String wire, TokenAnswer<T> answer) {
        String host = host(wire);
        answer(
                response,
                tokenFor(host),
                () -> registries.servesTokens(host) ? Optional.of(answer.get(host)) : Optional.empty());
    }

    /** @param answer empty where tokens are asked for and there are none */
    private static <T> void answer(StreamObserver<T> response, String what, Answer<T> answer) {
        try {
            Optional<T> value = answer.get();
            if (value.isPresent()) {
                response.onNext(value.get());
                response.onCompleted();
            } else {
                // Of this code alone the daemon makes "no tokens here", and asks for credentials.
                fail(response, Status.UNAVAILABLE, what + ": the client fetches none");
            }
        } catch (AuthException e) {
            fail(response, Status.FAILED_PRECONDITION, what + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(response, Status.CANCELLED, what + ": the build ended");
        }
    }

    private static void fail(StreamObserver<?> response, Status status, String why) {
        response.onError(status.withDescription(why).asRuntimeException());
    }

    @FunctionalInterface
    private interface TokenAnswer<T> {
        T get(String host) throws AuthException, InterruptedException;
    }

    @FunctionalInterface
    private interface Answer<T> {
        Optional<T> get() throws AuthException, InterruptedException;
    }
}
