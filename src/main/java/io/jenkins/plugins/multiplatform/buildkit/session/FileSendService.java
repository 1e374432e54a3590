package io.jenkins.plugins.multiplatform.buildkit.session;

import com.google.common.io.ByteStreams;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Receives the results that a solve's exporters send to the client. The one method carries fsutil's packets or pieces
 * of a file, whichever the exporter sends, so that its messages are read here and not by generated code.
 *
 * @see <a href="https://github.com/moby/buildkit/blob/master/session/filesync/filesync.go">how Go's client does it</a>
 */
final class FileSendService {
    static final String SERVICE = "moby.filesync.v1.FileSend";
    private static final String EXPORTER = "buildkit-attachable-exporter-id";

    private static final MethodDescriptor<byte[], byte[]> DIFF_COPY = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.BIDI_STREAMING)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "DiffCopy"))
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    private final Map<Integer, OutputTarget> targets;

    private FileSendService(Map<Integer, OutputTarget> targets) {
        this.targets = Map.copyOf(targets);
    }

    /** @param targets by the place of their exporter in the solve */
    static ServerServiceDefinition of(Map<Integer, OutputTarget> targets) {
        FileSendService service = new FileSendService(targets);
        return ServerInterceptors.intercept(
                ServerServiceDefinition.builder(SERVICE)
                        .addMethod(DIFF_COPY, ServerCalls.asyncBidiStreamingCall(service::receive))
                        .build(),
                new CallMetadata.Interceptor());
    }

    private StreamObserver<byte[]> receive(StreamObserver<byte[]> response) {
        ServerCallStreamObserver<byte[]> call = (ServerCallStreamObserver<byte[]>) response;
        List<String> exporter = CallMetadata.current().all(EXPORTER);
        // Daemons of before v0.13 have one exporter and do not number it.
        OutputTarget target = targets.get(number(exporter.isEmpty() ? "0" : exporter.get(0)));
        if (target instanceof OutputTarget.Folder folder) {
            return folder(folder, call);
        }
        if (target instanceof OutputTarget.File file) {
            return file(file, call);
        }
        call.onError(Status.NOT_FOUND
                .withDescription("exporter " + exporter + " not found")
                .asRuntimeException());
        return new IgnoredObserver<>();
    }

    private static StreamObserver<byte[]> folder(OutputTarget.Folder target, ServerCallStreamObserver<byte[]> call) {
        try {
            return new FolderReceiver(target.open(), call);
        } catch (IOException e) {
            call.onNext(FolderReceiver.refusal(e.getMessage()));
            return new IgnoredObserver<>() {
                @Override
                public void onCompleted() {
                    call.onCompleted();
                }
            };
        }
    }

    private static StreamObserver<byte[]> file(OutputTarget.File target, ServerCallStreamObserver<byte[]> call) {
        try {
            return new FileReceiver(target.open(), call);
        } catch (IOException e) {
            call.onError(
                    Status.FAILED_PRECONDITION.withDescription(e.getMessage()).asRuntimeException());
            return new IgnoredObserver<>();
        }
    }

    private static int number(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        private static byte[] known(InputStream stream) throws IOException {
            byte[] message = new byte[stream.available()];
            ByteStreams.readFully(stream, message);
            return message;
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                // Its length is known; readAllBytes does not ask, and joins pieces.
                return stream instanceof KnownLength ? known(stream) : stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
