package io.jenkins.plugins.multiplatform.buildkit;

import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.jenkins.plugins.multiplatform.transport.DialingSocketFactory;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How a gRPC channel to a daemon must be set up; each number below is there because its default fails in practice. */
final class DaemonChannel {
    /**
     * 8 MiB: with the default window a daemon's flow-control pings exceed the count of control frames at which
     * grpc-okhttp closes the connection (10,000) in the middle of a large transfer.
     */
    static final int WINDOW = 8 << 20;

    /** 16 MiB: ignore rules come back as call metadata, and a long ignore file exceeds the default of 8 KiB. */
    static final int METADATA_SIZE = 16 << 20;

    /** 16 MiB, the daemon's own limit. */
    static final int MESSAGE_SIZE = 16 << 20;

    private DaemonChannel() {}

    static ManagedChannel open(
            StreamDialer dialer, Patience patience, Executor executor, ScheduledExecutorService timer) {
        return OkHttpChannelBuilder.forAddress("127.0.0.1", 1)
                .overrideAuthority("localhost")
                .usePlaintext()
                .socketFactory(new DialingSocketFactory(dialer))
                .executor(executor)
                .transportExecutor(executor)
                .scheduledExecutorService(timer)
                .flowControlWindow(WINDOW)
                .maxInboundMetadataSize(METADATA_SIZE)
                .maxInboundMessageSize(MESSAGE_SIZE)
                .keepAliveTime(patience.quiet().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(patience.probe().toMillis(), TimeUnit.MILLISECONDS)
                // A transparent retry meets "job ID exists" and hides why the connection was lost.
                .disableRetry()
                .build();
    }
}
