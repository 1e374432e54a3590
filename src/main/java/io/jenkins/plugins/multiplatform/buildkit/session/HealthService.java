package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.wire.health.HealthCheckRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.health.HealthCheckResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.health.HealthGrpc;

/**
 * Tells the daemon, every five seconds, that its client is alive. Without it builds of up to five seconds pass, and
 * longer ones lose their session in silence.
 */
final class HealthService extends HealthGrpc.HealthImplBase {
    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> response) {
        response.onNext(HealthCheckResponse.newBuilder()
                .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                .build());
        response.onCompleted();
    }
}
