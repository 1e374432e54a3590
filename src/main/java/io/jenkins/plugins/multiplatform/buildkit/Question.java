package io.jenkins.plugins.multiplatform.buildkit;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.jenkins.plugins.multiplatform.buildkit.progress.ProgressListener;
import io.jenkins.plugins.multiplatform.buildkit.session.SessionLimits;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.SolveRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.gateway.LLBBridgeGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.gateway.Result;
import io.jenkins.plugins.multiplatform.buildkit.wire.gateway.ReturnRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.gateway.SolveResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/**
 * A call of the frontend itself, which a plain solve does not give the answer of: the daemon is told that this client
 * is the frontend of a build, and within that build the client has the real one called.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/frontend/gateway/pb/gateway.proto">the gateway's calls</a>
 */
final class Question {
    private static final Metadata.Key<String> BUILD =
            Metadata.Key.of("buildkit-controlapi-buildid", Metadata.ASCII_STRING_MARSHALLER);

    private final Solve solve;
    private final LLBBridgeGrpc.LLBBridgeFutureStub gateway;
    private final io.jenkins.plugins.multiplatform.buildkit.wire.gateway.SolveRequest question;
    private final DaemonErrors errors;
    private final SessionLimits limits;

    Question(
            Channel channel,
            SolveSpec spec,
            String session,
            ProgressListener listener,
            DaemonErrors errors,
            SessionLimits limits)
            throws BuildkitException {
        SolveRequest full = SolveRequests.of(spec, session);
        // Without a frontend of its own the build is what its client makes of it.
        SolveRequest build = full.toBuilder()
                .clearFrontend()
                .clearFrontendAttrs()
                .setInternal(true)
                .build();
        this.solve = new Solve(channel, build, listener, errors, limits);
        Metadata headers = new Metadata();
        headers.put(BUILD, build.getRef());
        this.gateway = LLBBridgeGrpc.newFutureStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        this.question = io.jenkins.plugins.multiplatform.buildkit.wire.gateway.SolveRequest.newBuilder()
                .setFrontend(full.getFrontend())
                .putAllFrontendOpt(full.getFrontendAttrsMap())
                .setAllowResultReturn(true)
                .setAllowResultArrayRef(true)
                .build();
        this.errors = errors;
        this.limits = limits;
    }

    Map<String, String> ask() throws BuildkitException, InterruptedException {
        Map<String, String> answer = new HashMap<>();
        solve.run(() -> call().getResult().getMetadataMap().forEach((name, value) -> answer.put(name, text(value))));
        return answer;
    }

    private SolveResponse call() throws BuildkitException, InterruptedException {
        ListenableFuture<SolveResponse> call = gateway.solve(question);
        SessionLimits.Registration end = limits.whenExceeded(() -> call.cancel(true));
        try {
            SolveResponse response = call.get();
            gateway.return_(ReturnRequest.newBuilder()
                            .setResult(Result.getDefaultInstance())
                            .build())
                    .get();
            return response;
        } catch (CancellationException e) {
            throw errors.of("failed to solve", e);
        } catch (ExecutionException e) {
            throw errors.of("failed to solve", e.getCause());
        } finally {
            end.close();
            call.cancel(true);
        }
    }

    private static String text(ByteString value) {
        return value.toStringUtf8();
    }
}
