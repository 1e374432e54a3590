package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.MetadataUtils;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.ControlGrpc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The daemon's way back to its client while it builds: one Control.Session call, inside which the daemon calls the
 * services that we announce.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/session.go">how Go's client does it</a>
 */
public final class Session implements AutoCloseable {
    private static final long END_SECONDS = 5;
    private static final String EXPOSE = "x-docker-expose-session-";

    private final String id;
    private final SessionTunnel tunnel;
    private final Server server;
    private final FileSyncService files;

    private Session(String id, SessionTunnel tunnel, Server server, FileSyncService files) {
        this.id = id;
        this.tunnel = tunnel;
        this.server = server;
        this.files = files;
    }

    /** Announces the services over the given connection to a daemon. */
    public static Session open(
            Channel channel, SessionServices services, ExecutorService executor, ScheduledExecutorService timer)
            throws IOException {
        String id = Identifiers.random();
        FileSyncService files = new FileSyncService(services.sources(), executor);
        List<ServerServiceDefinition> definitions = new ArrayList<>(List.of(
                new HealthService().bindService(),
                new AuthService(services.registries()).bindService(),
                new SecretsService(services.secrets()).bindService(),
                ServerInterceptors.intercept(new SshService(services.ssh()), new CallMetadata.Interceptor()),
                ServerInterceptors.intercept(files, new CallMetadata.Interceptor())));
        if (!services.stores().isEmpty()) {
            definitions.add(ServerInterceptors.intercept(
                    new ContentService(services.stores(), executor), new CallMetadata.Interceptor()));
        }
        if (!services.outputs().isEmpty()) {
            definitions.add(FileSendService.of(services.outputs()));
        }
        SessionTunnel tunnel = new SessionTunnel();
        ControlGrpc.newStub(channel)
                .withInterceptors(
                        MetadataUtils.newAttachHeadersInterceptor(announcement(id, services.sharedKey(), definitions)))
                .session(tunnel);
        // After the call, into which it writes at once.
        Server server = SessionServer.start(tunnel, definitions, executor, timer);
        return new Session(id, tunnel, server, files);
    }

    public String id() {
        return id;
    }

    /** What was sent so far, over all builds of this session. */
    public TransferCount transferred() {
        return files.transferred();
    }

    /** Ends the session. A build that still runs on it goes on in the daemon until it next needs the client. */
    @Override
    public void close() {
        server.shutdownNow();
        tunnel.close();
        try {
            // Its threads are the client's, which end next: a server that still runs then fails aloud.
            server.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Metadata announcement(String id, String sharedKey, List<ServerServiceDefinition> definitions) {
        Metadata headers = new Metadata();
        headers.put(key("uuid"), id);
        headers.put(key("name"), "multi-platform-build");
        headers.put(key("sharedkey"), sharedKey);
        // One header per method: a comma-joined line is not understood.
        definitions.stream()
                .flatMap(definition -> definition.getMethods().stream())
                .forEach(method -> headers.put(
                        key("grpc-method"), "/" + method.getMethodDescriptor().getFullMethodName()));
        return headers;
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(EXPOSE + name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
