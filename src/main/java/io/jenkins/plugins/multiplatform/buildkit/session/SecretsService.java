package io.jenkins.plugins.multiplatform.buildkit.session;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.wire.secrets.GetSecretRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.secrets.GetSecretResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.secrets.SecretsGrpc;
import java.util.Optional;

/**
 * Answers a daemon whose step mounts a secret.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/secrets/secrets.proto">secrets.proto</a>
 */
final class SecretsService extends SecretsGrpc.SecretsImplBase {
    private final SecretSource secrets;

    SecretsService(SecretSource secrets) {
        this.secrets = secrets;
    }

    @Override
    public void getSecret(GetSecretRequest request, StreamObserver<GetSecretResponse> response) {
        String id = request.getID();
        try {
            Optional<byte[]> secret = secrets.get(id);
            if (secret.isEmpty()) {
                // Of this code alone the daemon makes "there is none", with which optional mounts go on.
                response.onError(Status.NOT_FOUND.withDescription("not found").asRuntimeException());
            } else if (secret.get().length > SecretLimit.BYTES) {
                fail(response, SecretLimit.exceededBy(id));
            } else {
                response.onNext(GetSecretResponse.newBuilder()
                        .setData(UnsafeByteOperations.unsafeWrap(secret.get()))
                        .build());
                response.onCompleted();
            }
        } catch (SecretException e) {
            fail(response, "secret " + id + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(response, "secret " + id + ": the build ended");
        }
    }

    private static void fail(StreamObserver<GetSecretResponse> response, String why) {
        response.onError(Status.FAILED_PRECONDITION.withDescription(why).asRuntimeException());
    }
}
