package io.jenkins.plugins.multiplatform.buildkit.session;

import com.google.protobuf.Empty;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.AbortRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ContentGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.Info;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.InfoRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.InfoResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ReadContentRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ReadContentResponse;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.WriteContentRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.WriteContentResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * Serves blobs of image layouts to the daemon, and takes some from it.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/content/attachable.go">how a store is chosen</a>
 */
final class ContentService extends ContentGrpc.ContentImplBase {
    private static final String STORE = "buildkit-attachable-store-id";
    private static final int PIECE = 1 << 18;

    private final Map<String, ? extends ContentStore> stores;
    private final ExecutorService executor;

    ContentService(Map<String, ? extends ContentStore> stores, ExecutorService executor) {
        this.stores = stores;
        this.executor = executor;
    }

    @Override
    public void info(InfoRequest request, StreamObserver<InfoResponse> response) {
        try {
            long size = size(store(BlobStore.class), request.getDigest());
            response.onNext(InfoResponse.newBuilder()
                    .setInfo(Info.newBuilder().setDigest(request.getDigest()).setSize(size))
                    .build());
            response.onCompleted();
        } catch (StatusException e) {
            response.onError(e);
        } catch (IOException e) {
            response.onError(failed(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.onError(Status.CANCELLED.asException());
        }
    }

    @Override
    public void read(ReadContentRequest request, StreamObserver<ReadContentResponse> response) {
        ReadyCall<ReadContentResponse> call = new ReadyCall<>((ServerCallStreamObserver<ReadContentResponse>) response);
        try {
            BlobStore store = store(BlobStore.class);
            // The call's own thread has to be free, or nobody would say when it can take more.
            executor.execute(() -> read(store, request, call));
        } catch (StatusException e) {
            call.fail(e);
        }
    }

    private static void read(BlobStore store, ReadContentRequest request, ReadyCall<ReadContentResponse> call) {
        try {
            long size = size(store, request.getDigest());
            long offset = Math.max(0, request.getOffset());
            if (offset > size) {
                throw Status.OUT_OF_RANGE
                        .withDescription("read past object length " + size + " bytes")
                        .asException();
            }
            long left = size - offset;
            send(store, request, offset, request.getSize() > 0 ? Math.min(left, request.getSize()) : left, call);
            call.complete();
        } catch (StatusException e) {
            call.fail(e);
        } catch (IOException e) {
            call.fail(failed(e));
        } catch (InterruptedException e) {
            call.fail(Status.CANCELLED.asException());
        }
    }

    private static void send(
            BlobStore store, ReadContentRequest request, long offset, long length, ReadyCall<ReadContentResponse> call)
            throws IOException, InterruptedException {
        InputStream content = store.open(request.getDigest(), offset);
        boolean whole = false;
        try {
            long sent = 0;
            while (sent < length) {
                byte[] piece = content.readNBytes((int) Math.min(PIECE, length - sent));
                if (piece.length == 0) {
                    throw new IOException("blob " + request.getDigest() + " is shorter than it was");
                }
                call.send(ReadContentResponse.newBuilder()
                        .setOffset(sent)
                        .setData(UnsafeByteOperations.unsafeWrap(piece))
                        .build());
                sent += piece.length;
            }
            whole = true;
        } finally {
            if (whole) {
                store.park(request.getDigest(), offset + length, content);
            } else {
                content.close();
            }
        }
    }

    @Override
    public StreamObserver<WriteContentRequest> write(StreamObserver<WriteContentResponse> response) {
        try {
            return new BlobReceiver(store(BlobSink.class), (ServerCallStreamObserver<WriteContentResponse>) response);
        } catch (StatusException e) {
            response.onError(e);
            return new IgnoredObserver<>();
        }
    }

    /** What is not finished is removed when its call ends. */
    @Override
    public void abort(AbortRequest request, StreamObserver<Empty> response) {
        response.onNext(Empty.getDefaultInstance());
        response.onCompleted();
    }

    private <T extends ContentStore> T store(Class<T> kind) throws StatusException {
        List<String> ids = CallMetadata.current().all(STORE);
        ContentStore store = ids.isEmpty() ? null : stores.get(ids.get(0));
        if (!kind.isInstance(store)) {
            throw Status.NOT_FOUND
                    .withDescription("unknown store " + (ids.isEmpty() ? "" : ids.get(0)))
                    .asException();
        }
        return kind.cast(store);
    }

    private static long size(BlobStore store, String digest) throws StatusException, IOException, InterruptedException {
        if (!BlobStore.isDigest(digest)) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("\"" + digest + "\" failed validation")
                    .asException();
        }
        return store.size(digest)
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("blob " + digest + ": not found")
                        .asException());
    }

    private static StatusException failed(IOException e) {
        return Status.FAILED_PRECONDITION.withDescription(e.getMessage()).asException();
    }
}
