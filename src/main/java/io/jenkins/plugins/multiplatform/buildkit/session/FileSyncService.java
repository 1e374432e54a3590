package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.wire.filesync.FileSyncGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Packet;
import io.jenkins.plugins.multiplatform.context.ContextFilter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * Serves folders to the daemon, by name.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/filesync/filesync.go">the names of the headers</a>
 */
final class FileSyncService extends FileSyncGrpc.FileSyncImplBase {
    private final Map<String, LocalSource> sources;
    private final ExecutorService executor;
    private final TransferCounter counter = new TransferCounter();

    FileSyncService(Map<String, LocalSource> sources, ExecutorService executor) {
        this.sources = sources;
        this.executor = executor;
    }

    TransferCount transferred() {
        return counter.now();
    }

    @Override
    public StreamObserver<Packet> diffCopy(StreamObserver<Packet> response) {
        CallMetadata call = CallMetadata.current();
        List<String> names = call.all("dir-name");
        LocalSource source = names.isEmpty() ? null : sources.get(names.get(0));
        if (source == null) {
            response.onError(Status.NOT_FOUND
                    .withDescription("no access allowed to dir " + (names.isEmpty() ? "\"\"" : quote(names.get(0))))
                    .asRuntimeException());
            return new IgnoredObserver<>();
        }
        FileSender sender = new FileSender(
                source,
                new ContextFilter(call.all("include-patterns"), call.all("exclude-patterns"), call.all("followpaths")),
                new PacketStream((ServerCallStreamObserver<Packet>) response),
                counter,
                SessionLimits.current(),
                executor);
        sender.start();
        return sender;
    }

    private static String quote(String name) {
        return "\"" + name + "\"";
    }
}
