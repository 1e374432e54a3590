package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.buildkit.wire.filesync.BytesMessage;
import java.io.IOException;

/** Receives a tar, an OCI archive or a Docker archive. */
final class FileReceiver extends Receiver {
    private final OutputFile file;

    FileReceiver(OutputFile file, ServerCallStreamObserver<byte[]> call) {
        super(file, call);
        this.file = file;
    }

    @Override
    void receive(byte[] message) throws IOException {
        file.append(BytesMessage.parseFrom(input(message)).getData().toByteArray());
    }

    @Override
    void receivedAll() throws IOException {
        file.finish();
        succeed();
    }

    @Override
    void refuse(String why) {
        end(Status.FAILED_PRECONDITION.withDescription(why));
    }
}
