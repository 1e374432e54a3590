package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.WriteAction;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.WriteContentRequest;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.WriteContentResponse;
import java.io.IOException;

/**
 * Takes one blob. Every message is answered before the next one comes; a blob begins anew with each call.
 *
 * @see <a href="https://github.com/containerd/containerd/blob/main/api/services/content/v1/content.proto">the protocol</a>
 */
final class BlobReceiver implements StreamObserver<WriteContentRequest> {
    private final BlobSink sink;
    private final ServerCallStreamObserver<WriteContentResponse> call;
    private BlobSink.Blob blob;
    private String expected = "";
    private long total;
    private long offset;
    private boolean over;

    BlobReceiver(BlobSink sink, ServerCallStreamObserver<WriteContentResponse> call) {
        this.sink = sink;
        this.call = call;
        call.setOnCancelHandler(this::end);
    }

    @Override
    public synchronized void onNext(WriteContentRequest request) {
        if (over) {
            return;
        }
        try {
            expect(request);
            if (request.getAction() != WriteAction.STAT) {
                append(request);
            }
            boolean last = request.getAction() == WriteAction.COMMIT;
            if (last) {
                commit();
            }
            call.onNext(WriteContentResponse.newBuilder()
                    .setAction(request.getAction())
                    .setOffset(offset)
                    .setTotal(total)
                    .setDigest(last ? expected : "")
                    .build());
            if (last) {
                end();
                call.onCompleted();
            }
        } catch (StatusException e) {
            end();
            call.onError(e);
        } catch (IOException | RuntimeException e) {
            // Any: a daemon that hears nothing waits for ever.
            end();
            call.onError(Status.FAILED_PRECONDITION
                    .withDescription(String.valueOf(e.getMessage()))
                    .asException());
        }
    }

    private void expect(WriteContentRequest request) throws StatusException, IOException {
        if (!request.getExpected().isEmpty()) {
            if (!BlobStore.isDigest(request.getExpected())) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("\"" + request.getExpected() + "\" failed validation")
                        .asException();
            }
            expected = request.getExpected();
            if (sink.has(expected)) {
                throw Status.ALREADY_EXISTS
                        .withDescription("blob with expected digest " + expected + " exists")
                        .asException();
            }
        }
        total = request.getTotal() > 0 ? request.getTotal() : total;
    }

    private void append(WriteContentRequest request) throws StatusException, IOException {
        if (request.getOffset() > 0 && request.getOffset() != offset) {
            throw Status.OUT_OF_RANGE
                    .withDescription("write @" + request.getOffset() + " must occur at current offset " + offset)
                    .asException();
        }
        if (request.getOffset() == 0 && offset > 0) {
            discard();
        }
        if (blob == null) {
            blob = sink.begin();
        }
        blob.append(request.getData().toByteArray());
        offset += request.getData().size();
    }

    private void commit() throws StatusException, IOException {
        if (total > 0 && total != offset) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("unexpected commit size " + offset + ", expected " + total)
                    .asException();
        }
        if (expected.isEmpty()) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("a blob without a digest can't be committed")
                    .asException();
        }
        blob.finish(expected);
    }

    private void discard() throws IOException {
        offset = 0;
        if (blob != null) {
            blob.close();
            blob = null;
        }
    }

    private synchronized void end() {
        over = true;
        try {
            discard();
        } catch (IOException e) {
            // What could not be removed is unfinished under a name of its own; why it ended is told already.
            return;
        }
    }

    @Override
    public void onError(Throwable t) {
        end();
    }

    @Override
    public synchronized void onCompleted() {
        if (!over) {
            end();
            call.onCompleted();
        }
    }
}
