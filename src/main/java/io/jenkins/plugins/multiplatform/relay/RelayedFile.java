package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputFile;
import java.io.IOException;

/** A file that W writes. Faults of its disk come with a later call, at the latest with {@link #finish}. */
final class RelayedFile implements OutputFile {
    private final PushStream stream;

    RelayedFile(PushStream stream) {
        this.stream = stream;
    }

    @Override
    public void append(byte[] content) throws IOException {
        stream.append("", content);
    }

    @Override
    public void finish() throws IOException {
        stream.finish();
    }

    @Override
    public void close() {
        stream.close();
    }
}
