package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.OneShotServerSocketFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A gRPC server whose only connection is a given stream; it opens no port. */
final class SessionServer {
    private static final int WINDOW = 8 << 20;
    private static final int METADATA_SIZE = 16 << 20;
    private static final int MESSAGE_SIZE = 16 << 20;

    private SessionServer() {}

    static Server start(
            DuplexStream stream,
            List<ServerServiceDefinition> services,
            ExecutorService executor,
            ScheduledExecutorService timer)
            throws IOException {
        return OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .socketFactory(new OneShotServerSocketFactory(stream))
                .executor(executor)
                .transportExecutor(executor)
                .scheduledExecutorService(timer)
                .flowControlWindow(WINDOW)
                .maxInboundMetadataSize(METADATA_SIZE)
                .maxInboundMessageSize(MESSAGE_SIZE)
                // Go measures bandwidth with pings that come in bursts.
                .permitKeepAliveTime(0, TimeUnit.NANOSECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addServices(services)
                .build()
                .start();
    }
}
