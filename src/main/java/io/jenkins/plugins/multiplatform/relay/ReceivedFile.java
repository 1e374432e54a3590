package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;

/** An output that is a file. */
final class ReceivedFile implements ReceivedOutput {
    private final OutputFile file;

    ReceivedFile(OutputFile file) {
        this.file = file;
    }

    @Override
    public void make(FileStat entry) throws ProtocolException {
        throw noFolder();
    }

    @Override
    public void append(String path, byte[] piece) throws IOException {
        if (!path.isEmpty()) {
            throw noFolder();
        }
        file.append(piece);
    }

    @Override
    public void complete(String path) throws ProtocolException {
        throw noFolder();
    }

    private static ProtocolException noFolder() {
        return new ProtocolException("sent a folder for an output that is a file");
    }

    @Override
    public void finish() throws IOException {
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
