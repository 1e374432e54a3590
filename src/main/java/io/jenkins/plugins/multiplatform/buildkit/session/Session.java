package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.MetadataUtils;
import io.jenkins.plugins.multiplatform.buildkit.wire.control.ControlGrpc;
import io.jenkins.plugins.multiplatform.transport.DuplexStream;
import io.jenkins.plugins.multiplatform.transport.HttpField;
import io.jenkins.plugins.multiplatform.transport.StreamDialer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The daemon's way back to its client while it builds: a connection on which the daemon calls the services that we
 * announce. It is one of its own where the daemon has a way for that, else the inside of one Control.Session call.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/session.go">how Go's client does it</a>
 */
public final class Session implements AutoCloseable {
    private static final long END_SECONDS = 5;
    private static final String EXPOSE = "x-docker-expose-session-";

    private final String id;
    private final DuplexStream stream;
    private final Server server;
    private final FileSyncService files;
    private final SessionLimits.Registration end;

    private Session(
            String id, DuplexStream stream, Server server, FileSyncService files, SessionLimits.Registration end) {
        this.end = end;
        this.id = id;
        this.stream = stream;
        this.server = server;
        this.files = files;
    }

    /**
     * Announces the services to a daemon.
     *
     * @param channel to the same daemon as the dialer
     * @param limits shared by all sessions with the daemon; going beyond them ends the session
     */
    public static Session open(
            StreamDialer dialer,
            Channel channel,
            SessionServices services,
            SessionLimits limits,
            ExecutorService executor,
            ScheduledExecutorService timer)
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
        List<HttpField> announcement = announcement(id, services.sharedKey(), definitions);
        Optional<DuplexStream> own = dialer.dialSession(announcement);
        DuplexStream stream = own.isPresent() ? own.get() : insideACall(channel, announcement);
        // After the call, into which it writes at once.
        Server server = SessionServer.start(
                stream,
                definitions.stream()
                        .map(definition -> ServerInterceptors.intercept(definition, limits.interceptor()))
                        .toList(),
                executor,
                timer);
        SessionLimits.Registration end = limits.whenExceeded(() -> executor.execute(() -> {
            server.shutdownNow();
            stream.close();
        }));
        return new Session(id, stream, server, files, end);
    }

    private static DuplexStream insideACall(Channel channel, List<HttpField> announcement) {
        Metadata headers = new Metadata();
        announcement.forEach(
                field -> headers.put(Metadata.Key.of(field.name(), Metadata.ASCII_STRING_MARSHALLER), field.value()));
        SessionTunnel tunnel = new SessionTunnel();
        ControlGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .session(tunnel);
        return tunnel;
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
        end.close();
        server.shutdownNow();
        stream.close();
        try {
            // Its threads are the client's, which end next: a server that still runs then fails aloud.
            server.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<HttpField> announcement(
            String id, String sharedKey, List<ServerServiceDefinition> definitions) {
        List<HttpField> fields = new ArrayList<>();
        fields.add(new HttpField(EXPOSE + "uuid", id));
        fields.add(new HttpField(EXPOSE + "name", "multi-platform-build"));
        fields.add(new HttpField(EXPOSE + "sharedkey", sharedKey));
        // One header per method: a comma-joined line is not understood.
        definitions.stream()
                .flatMap(definition -> definition.getMethods().stream())
                .forEach(method -> fields.add(new HttpField(
                        EXPOSE + "grpc-method",
                        "/" + method.getMethodDescriptor().getFullMethodName())));
        return fields;
    }
}
