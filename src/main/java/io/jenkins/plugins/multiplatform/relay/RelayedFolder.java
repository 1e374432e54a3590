package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.buildkit.output.OutputFolder;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;

/** A folder that W writes. Faults of its disk come with a later call, at the latest with {@link #finish}. */
final class RelayedFolder implements OutputFolder {
    private final PushStream stream;

    RelayedFolder(PushStream stream) {
        this.stream = stream;
    }

    @Override
    public void make(FileStat entry) throws IOException {
        stream.send(PushOperation.MAKE, out -> EntryCodec.writeFields(out, entry));
    }

    @Override
    public void append(FileStat file, byte[] content) throws IOException {
        stream.append(file.path(), content);
    }

    @Override
    public void complete(FileStat file) throws IOException {
        stream.send(PushOperation.COMPLETE, out -> Texts.write(out, file.path()));
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
