package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.CredentialSource;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.AuthGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.CredentialsRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.CredentialsResponse;

/**
 * Answers a daemon that asks for a registry's password. An empty answer means anonymous. Token requests are answered
 * with UNIMPLEMENTED, which makes the daemon fetch the token itself.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/auth/auth.proto">auth.proto</a>
 */
final class AuthService extends AuthGrpc.AuthImplBase {
    private static final String HUB_ON_THE_WIRE = "registry-1.docker.io";
    private static final String HUB = "docker.io";

    private final CredentialSource credentials;

    AuthService(CredentialSource credentials) {
        this.credentials = credentials;
    }

    @Override
    public void credentials(CredentialsRequest request, StreamObserver<CredentialsResponse> response) {
        String host = HUB_ON_THE_WIRE.equals(request.getHost()) ? HUB : request.getHost();
        try {
            response.onNext(
                    credentials.forHost(host).map(AuthService::wire).orElse(CredentialsResponse.getDefaultInstance()));
            response.onCompleted();
        } catch (CredentialException e) {
            response.onError(Status.UNAVAILABLE
                    .withDescription("credentials for " + host + ": " + e.getMessage())
                    .asRuntimeException());
        }
    }

    private static CredentialsResponse wire(Credential credential) {
        CredentialsResponse.Builder response = CredentialsResponse.newBuilder().setSecret(credential.secret());
        // An identity token goes without a user name: that is how the daemon tells the two apart.
        return credential.identityToken()
                ? response.build()
                : response.setUsername(credential.username()).build();
    }
}
